using Npgsql;

using Orders.AppHost.Embedded;
using Orders.AppHost.Embedded.Postgres;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private static readonly ServerSettings TestSettings = new() { SharedBuffers = "32MB", MaxConnections = 20, Fsync = false };

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_database_speaks_UTF8_and_commits_durably()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal("UTF8", await database.ReadAsync<string>("SHOW server_encoding"));
        Assert.Equal("on", await database.ReadAsync<string>("SHOW synchronous_commit"));
        Assert.Equal("127.0.0.1", await database.ReadAsync<string>("SHOW listen_addresses"));
        Assert.Equal("on", new ServerSettings().ToArguments(1).Single(word => word.StartsWith("fsync=", StringComparison.Ordinal))["fsync=".Length..]);
    }

    /// <summary>Which the kernel would clear again each time, page by page.</summary>
    [Fact]
    public async Task A_connection_keeps_the_memory_of_a_large_statement_for_the_next()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var batch = new NpgsqlCommand("SELECT count(*) FROM unnest($1) AS document WHERE length(document) > 0", connection);
        batch.Parameters.AddWithValue(Enumerable.Range(0, 1_000).Select(number => new string((char)('a' + (number % 26)), 1_500)).ToArray());
        var before = 0L;
        for (var number = 0; number < 60; number++)
        {
            // The first ones find out how much there is to keep.
            before = number == 10 ? PageFaults.Of(connection.ProcessID) : before;
            Assert.Equal(1_000L, await batch.ExecuteScalarAsync());
        }

        // Each time would be some hundreds: a megabyte and a half in pages of 4 KB.
        Assert.InRange(PageFaults.Of(connection.ProcessID) - before, 0, 50 * 20);
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        await using var server = await StartAsync(_folder.Path);
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Password = "postgres" };

        await using var connection = new NpgsqlConnection(guess.ConnectionString);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Child("postgres.password")));
    }

    [Fact]
    public async Task What_was_committed_survives_a_stop_and_a_kill_on_the_same_port()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await TestDatabase.CreateAsync(server);
        await database.ExecuteAsync("CREATE TABLE kept AS SELECT 1 AS n");
        var port = server.Server.Port;

        await server.Server.StopAsync();
        await server.Server.StartAgainAsync(CancellationToken.None);
        database.Reconnect();
        await database.ExecuteAsync("INSERT INTO kept VALUES (2)");
        await server.Server.KillAsync();
        await server.Server.StartAgainAsync(CancellationToken.None);
        database.Reconnect();

        Assert.Equal(2L, await database.ReadAsync<long>("SELECT count(*) FROM kept"));
        Assert.Equal(port, server.Server.Port);
    }

    [Fact]
    public async Task A_start_goes_on_waiting_when_the_server_refuses_its_first_connections()
    {
        await using var server = await StartAsync(_folder.Path);
        await server.CreateDatabaseAsync("other", CancellationToken.None);
        await ExecuteAsync(server, "ALTER DATABASE postgres WITH ALLOW_CONNECTIONS false");

        await server.KillAsync();
        var start = server.StartAgainAsync(CancellationToken.None);
        await Eventually.BecomesTrueAsync(() => TryExecuteAsync(server, "SELECT 1"));
        Assert.False(start.IsCompleted);
        await ExecuteAsync(server, "ALTER DATABASE postgres WITH ALLOW_CONNECTIONS true");

        await start.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(server.Exited.IsCompleted);
    }

    [Fact]
    public async Task A_password_that_is_not_the_clusters_any_more_is_told_in_one_line()
    {
        await using var server = await StartAsync(_folder.Path);
        await server.CreateDatabaseAsync("other", CancellationToken.None);
        await ExecuteAsync(server, "ALTER ROLE postgres PASSWORD 'changed by hand'");

        await server.KillAsync();
        var refusal = await Assert.ThrowsAsync<StartupException>(() => server.StartAgainAsync(CancellationToken.None));

        Assert.Contains("28P01", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static Task<EmbeddedPostgres> StartAsync(string folder) =>
        EmbeddedPostgres.StartAsync(folder, TestSettings, static _ => { }, CancellationToken.None);

    private static async Task ExecuteAsync(EmbeddedPostgres server, string statement)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server.ConnectionString("other")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> TryExecuteAsync(EmbeddedPostgres server, string statement)
    {
        try
        {
            await ExecuteAsync(server, statement);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
