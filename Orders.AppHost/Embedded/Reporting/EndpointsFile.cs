using System.Text.Json;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Reporting;

/// <summary>The file that tells other programs where everything is. It exists only while everything runs, and is never half written.</summary>
internal sealed class EndpointsFile(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private byte[]? _written;

    /// <summary>Removes what a killed run left, or it would look as if everything were ready already.</summary>
    public void RemoveStale()
    {
        if (File.Exists(path) && !IsOfLivingRun(File.ReadAllBytes(path)))
        {
            File.Delete(path);
        }
    }

    public void Write(Endpoints endpoints)
    {
        lock (_lock)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(endpoints, EndpointsJson.Default.Endpoints);
            var unfinished = $"{path}.{Environment.ProcessId}";
            // It holds the database's password.
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var stream = new FileStream(unfinished, options))
            {
                stream.Write(content);
            }

            File.Move(unfinished, path, overwrite: true);
            _written = content;
        }
    }

    /// <summary>Replaces the file while it is there; before the first <see cref="Write"/> and after the end this does nothing.</summary>
    public void Update(Func<Endpoints> describe)
    {
        lock (_lock)
        {
            if (_written is not null)
            {
                Write(describe());
            }
        }
    }

    private static bool IsOfLivingRun(byte[] content)
    {
        try
        {
            var endpoints = JsonSerializer.Deserialize(content, EndpointsJson.Default.Endpoints);
            return endpoints is not null && endpoints.Processes.Values.Any(Unix.IsRunning);
        }
        catch (JsonException)
        {
            return false; // not a file of ours, at a place that is ours
        }
    }

    /// <summary>Removes the file, unless another run has replaced it since.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_written is not null && File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(_written))
            {
                File.Delete(path);
            }

            _written = null;
        }
    }
}
