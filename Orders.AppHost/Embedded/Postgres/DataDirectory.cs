using System.Globalization;
using System.Security.Cryptography;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>
/// The folder given with --data, held by one process at a time: <c>postgres/</c> (the database cluster), <c>postgres.password</c> and <c>lock</c>.
/// </summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Root = path;
        _lock = held;
    }

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "postgres");

    private string PasswordFile => Path.Combine(Root, "postgres.password");

    /// <exception cref="StartupException">Another process holds it, or it cannot be written.</exception>
    public static DataDirectory Open(string path)
    {
        var root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(root);
            // An flock of the kernel's: it ends with this process, however that ends.
            var held = new FileStream(Path.Combine(root, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataDirectory(root, held);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartupException($"The data directory {root} cannot be written: {exception.Message}", exception);
        }
        catch (IOException exception) when (Directory.Exists(root))
        {
            throw new StartupException($"The data directory {root} is in use by another run: stop that one, or choose another with --data DIR or --ephemeral.", exception);
        }
        catch (IOException exception)
        {
            throw new StartupException($"The data directory {root} cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Makes the database cluster unless it is there.</summary>
    /// <returns>The password of the superuser.</returns>
    /// <exception cref="StartupException">What is there is not ours to use. Nothing has been touched.</exception>
    public async Task<string> PrepareAsync(ServerFiles files, ServerAccount account, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Cluster))
        {
            await CreateClusterAsync(files, account, cancellationToken);
        }

        await CheckVersionAsync(files, cancellationToken);
        return File.Exists(PasswordFile)
            ? await File.ReadAllTextAsync(PasswordFile, cancellationToken)
            : throw new StartupException($"{Cluster} is a database whose password ({PasswordFile}) is missing: put the file back, or choose another directory with --data DIR.");
    }

    public void Dispose() => _lock.Dispose();

    private async Task CheckVersionAsync(ServerFiles files, CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(Cluster, "PG_VERSION");
        if (!File.Exists(versionFile))
        {
            throw new StartupException($"{Cluster} is not a PostgreSQL data directory: move it away, or choose another with --data DIR.");
        }

        var have = (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim();
        var need = await files.MajorVersionAsync(cancellationToken);
        if (have != need)
        {
            throw new StartupException($"{Cluster} was made by PostgreSQL {have}, this server is {need}: dump it with version {have} and restore it here, or choose another directory with --data DIR.");
        }
    }

    private async Task CreateClusterAsync(ServerFiles files, ServerAccount account, CancellationToken cancellationToken)
    {
        // Renamed when it is complete, so that a crash on the way leaves nothing that looks like a cluster.
        var unfinished = Cluster + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        account.CreateFolder(unfinished);
        account.WriteSecret(PasswordFile, RandomNumberGenerator.GetHexString(32, lowercase: true));

        var output = new RecentLines(20);
        var initdb = new ChildCommand(
            files.InitDb, "--pgdata", unfinished, "--username", "postgres", "--pwfile", PasswordFile,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--no-instructions")
        {
            WorkingDirectory = "/",
            OnLine = output.Add,
        };
        var exitCode = await ChildProcess.RunAsync(account.Run(initdb, files.Folder, unfinished), cancellationToken);
        if (exitCode != 0)
        {
            throw new StartupException(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL could not make a database in {Root} (initdb ended with {exitCode}): {output}"));
        }

        Directory.Move(unfinished, Cluster);
    }
}
