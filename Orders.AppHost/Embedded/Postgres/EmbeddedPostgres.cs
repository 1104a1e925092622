using Npgsql;

using Orders.AppHost.Embedded.Processes;

namespace Orders.AppHost.Embedded.Postgres;

/// <summary>A PostgreSQL server of our own in a data directory of our own, on loopback, with a password.</summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly DataDirectory _data;
    private readonly ServerLauncher _launcher;
    private readonly string _password;
    private ChildProcess _server;

    private EmbeddedPostgres(DataDirectory data, ServerLauncher launcher, string password, int port, ChildProcess server)
    {
        _data = data;
        _launcher = launcher;
        _password = password;
        Port = port;
        _server = server;
    }

    /// <summary>Stays the same when the server is stopped and started.</summary>
    public int Port { get; }

    public int Pid => _server.Id;

    /// <summary>Completes when the running server ends, for whatever reason.</summary>
    public Task Exited => _server.Exited;

    /// <summary>
    /// Takes the directory (nobody else may use it until this is disposed), makes the database cluster when there is none,
    /// stops a server that a killed host left behind, starts ours and waits until it accepts connections.
    /// </summary>
    /// <exception cref="StartupException">The directory is in use, or from another major version, or the server does not start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        string dataDirectory, ServerSettings settings, Action<string> onLine, CancellationToken cancellationToken)
    {
        var files = ServerFiles.Find();
        var account = ServerAccount.ForThisProcess();
        var data = DataDirectory.Open(dataDirectory);
        try
        {
            var password = await data.PrepareAsync(files, account, cancellationToken);
            await LeftoverServer.StopAsync(data.Cluster, cancellationToken);
            var launcher = new ServerLauncher(files, account, data.Cluster, settings, onLine);
            var (server, port) = await launcher.StartOnFreePortAsync(p => Connection(p, password, "postgres"), cancellationToken);
            return new EmbeddedPostgres(data, launcher, password, port, server);
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    public string ConnectionString(string database) => Connection(Port, _password, database);

    public async Task CreateDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var exists = source.CreateCommand("SELECT 1 FROM pg_database WHERE datname = $1");
        exists.Parameters.Add(new() { Value = name });
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = source.CreateCommand($"CREATE DATABASE \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Fast shutdown: clients are cut off, everything committed is on disk. Not in time: immediate shutdown, recovered at the next start.</summary>
    public async Task StopAsync()
    {
        if (!await _server.StopAsync(Signal.Interrupt, StopPatience) && !await _server.StopAsync(Signal.Quit, StopPatience))
        {
            await _server.StopAsync(Signal.Kill, StopPatience);
        }
    }

    /// <summary>Kills the server as a crash would. The next start recovers.</summary>
    public Task KillAsync() => _server.StopAsync(Signal.Kill, StopPatience);

    /// <summary>Starts the server again, after it was stopped, killed or died, on the same port with the same data.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await _server.Exited;
        _server = await _launcher.StartAsync(Port, ConnectionString("postgres"), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Dispose();
    }

    private static string Connection(int port, string password, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = password,
            Database = database,
            // Without it Npgsql looks for a Kerberos library that few machines have.
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
}
