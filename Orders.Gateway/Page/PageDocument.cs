using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Page;

/// <summary>
/// The page's document as it is sent: with the style sheets that it names put into it, so that the first paint waits for one answer and not for
/// two. The Content-Security-Policy allows exactly this text, by its hash.
/// </summary>
internal sealed partial class PageDocument : IFileInfo
{
    public const string FileName = "index.html";

    private readonly byte[] _html;

    private PageDocument(byte[] html, string styleHash, DateTimeOffset lastModified)
    {
        _html = html;
        StyleHash = styleHash;
        LastModified = lastModified;
    }

    /// <summary>A source expression for <c>style-src</c>.</summary>
    public string StyleHash { get; }

    public bool Exists => true;

    public long Length => _html.Length;

    public string? PhysicalPath => null;

    public string Name => FileName;

    public DateTimeOffset LastModified { get; }

    public bool IsDirectory => false;

    /// <exception cref="ConfigurationException">A file is missing.</exception>
    public static PageDocument Read(string directory)
    {
        var lastModified = DateTimeOffset.MinValue;
        var styles = new StringBuilder();
        var html = StyleSheet().Replace(ReadFile(FileName), link =>
        {
            styles.Append(ReadFile(link.Groups["path"].Value));
            return "";
        });
        return new PageDocument(
            Encoding.UTF8.GetBytes(html.Replace("</head>", $"<style>{styles}</style>\n</head>", StringComparison.Ordinal)),
            $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(styles.ToString())))}'",
            lastModified);

        string ReadFile(string path)
        {
            var file = new FileInfo(Path.Combine(directory, path.TrimStart('/')));
            if (!file.Exists)
            {
                throw new ConfigurationException($"The page is missing: there is no {path} in {directory}. Build or publish the gateway again.");
            }

            lastModified = file.LastWriteTimeUtc > lastModified ? file.LastWriteTimeUtc : lastModified;

            // Browsers hash what they have parsed, and a parser makes every end of a line a line feed.
            return File.ReadAllText(file.FullName).ReplaceLineEndings("\n");
        }
    }

    public Stream CreateReadStream() => new MemoryStream(_html, writable: false);

    [GeneratedRegex("""^\s*<link rel="stylesheet" href="(?<path>[^"]+)">\n""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex StyleSheet();
}
