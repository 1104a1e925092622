using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Orders.Gateway.Page;

/// <summary>The files of the page as they are, but for its document.</summary>
internal sealed class PageFileProvider(string directory) : IFileProvider, IDisposable
{
    private readonly PhysicalFileProvider _files = new(directory);

    public PageDocument Document { get; } = PageDocument.Read(directory);

    public IFileInfo GetFileInfo(string subpath) => subpath.TrimStart('/') == PageDocument.FileName ? Document : _files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => _files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => _files.Watch(filter);

    public void Dispose() => _files.Dispose();
}
