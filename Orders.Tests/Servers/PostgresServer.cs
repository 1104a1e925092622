using Orders.AppHost.Embedded.Postgres;

namespace Orders.Tests.Servers;

/// <summary>
/// A PostgreSQL server for tests. <see cref="Shared"/> is one for the whole run: make a <see cref="TestDatabase"/> on it and leave it running.
/// A test that stops, kills or restarts the server starts its own.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // The data is thrown away: no need to wait for the disk.
    private static readonly ServerSettings Settings = new() { SharedBuffers = "64MB", MaxConnections = 300, Fsync = false };
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartSharedAsync);

    private readonly ScratchFolder _folder;

    private PostgresServer(EmbeddedPostgres server, ScratchFolder folder)
    {
        Server = server;
        _folder = folder;
    }

    public EmbeddedPostgres Server { get; }

    public static Task<PostgresServer> Shared => SharedServer.Value;

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = new ScratchFolder();
        try
        {
            return new PostgresServer(await EmbeddedPostgres.StartAsync(folder.Path, Settings, static _ => { }, CancellationToken.None), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<PostgresServer> StartSharedAsync()
    {
        var server = await StartAsync();
        // xunit 2 has no fixture for a whole run.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }
}
