using Npgsql;

using Orders.AppHost.Embedded.Postgres;

namespace Orders.Tests.Servers;

/// <summary>An empty database of the test's own; dropped afterwards.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres _server;
    private readonly string _name;

    private TestDatabase(EmbeddedPostgres server, string name)
    {
        _server = server;
        _name = name;
        ConnectionString = server.ConnectionString(name);
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>A fresh database on the server that all tests share.</summary>
    public static async Task<TestDatabase> CreateAsync() => await CreateAsync(await PostgresServer.Shared);

    /// <summary>A fresh database on a server of the test's own.</summary>
    public static async Task<TestDatabase> CreateAsync(PostgresServer server)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await server.Server.CreateDatabaseAsync(name, CancellationToken.None);
        return new TestDatabase(server.Server, name);
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Forgets pooled connections, which a restarted server does not know.</summary>
    public void Reconnect() => DataSource.Clear();

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (!_server.Exited.IsCompleted)
        {
            // FORCE: what is under test may still hold connections.
            await using var server = NpgsqlDataSource.Create(_server.ConnectionString("postgres"));
            await using var drop = server.CreateCommand($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
            await drop.ExecuteNonQueryAsync();
        }
    }
}
