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
    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(StartAsync);

    private readonly ScratchFolder _folder;

    private PostgresServer(EmbeddedPostgres server, ScratchFolder folder)
    {
        Server = server;
        _folder = folder;
    }

    public EmbeddedPostgres Server { get; }

    public static Task<PostgresServer> Shared => SharedServer.Value;

    /// <summary>At the end of the run.</summary>
    public static async Task StopSharedAsync()
    {
        if (SharedServer.IsValueCreated)
        {
            await (await SharedServer.Value).DisposeAsync();
        }
    }

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
}
