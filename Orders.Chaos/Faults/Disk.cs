using System.Globalization;

using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Processes;

namespace Orders.Chaos.Faults;

/// <summary>The file system under the database: a small one of its own where this process may mount one.</summary>
internal sealed class Disk : IAsyncDisposable
{
    private readonly bool _isOurs;

    private Disk(string folder, bool isOurs) => (Folder, _isOurs) = (folder, isOurs);

    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <summary>Why the disk cannot be filled; null: it can.</summary>
    public static string? CannotFill() => OperatingSystem.IsLinux() && Unix.IsRoot ? null : "a file system can be mounted by root on Linux only";

    /// <summary>Why the disk cannot be slowed down; null: it can.</summary>
    public static string? CannotSlow() =>
        !OperatingSystem.IsLinux() || !Unix.IsRoot ? "only root on Linux can trace the database's processes"
        : Programs.Find("strace") is null ? "strace is not installed"
        : null;

    public static async Task<Disk> MountAsync(string folder, long bytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        if (CannotFill() is not null)
        {
            return new Disk(folder, isOurs: false);
        }

        await RunAsync("mount", ["-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes},mode=0755"), "tmpfs", folder], cancellationToken);
        return new Disk(folder, isOurs: true);
    }

    /// <summary>Leaves no byte free.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        var block = new byte[1 << 16];
        try
        {
            while (true)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            // Full, to within a block.
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <summary>Each write and each flush of these processes takes this much longer, until the result is disposed of.</summary>
    public static IAsyncDisposable SlowDown(IEnumerable<int> processes, TimeSpan delay)
    {
        var microseconds = (long)delay.TotalMicroseconds;
        string[] words =
        [
            "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync,pwrite64,pwritev",
            "-e", string.Create(CultureInfo.InvariantCulture, $"inject=fsync,fdatasync,pwrite64,pwritev:delay_enter={microseconds}"),
            .. processes.SelectMany(id => (string[])["-p", id.ToString(CultureInfo.InvariantCulture)]),
        ];
        return new Slowness(ChildProcess.Start(new ChildCommand("strace", words)));
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOurs)
        {
            await RunAsync("umount", [Folder], CancellationToken.None);
        }
    }

    private static async Task RunAsync(string program, string[] words, CancellationToken cancellationToken)
    {
        var lines = new RecentLines(5);
        var exitCode = await ChildProcess.RunAsync(new ChildCommand(program, words) { OnLine = lines.Add }, cancellationToken);
        if (exitCode != 0)
        {
            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', words)} ended with {exitCode}: {lines}"));
        }
    }

    private sealed class Slowness(ChildProcess strace) : IAsyncDisposable
    {
        // It detaches from its victims, who go on.
        public async ValueTask DisposeAsync() => await strace.StopAsync(Signal.Interrupt, TimeSpan.FromSeconds(10));
    }
}
