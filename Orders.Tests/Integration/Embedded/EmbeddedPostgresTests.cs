using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Embedded;

public sealed class EmbeddedPostgresTests
{
    [Fact]
    public async Task A_database_is_empty_and_speaks_UTF8()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal("UTF8", await database.ReadAsync<string>("SHOW server_encoding"));
        Assert.Equal("on", await database.ReadAsync<string>("SHOW synchronous_commit"));
        Assert.Equal(0L, await database.ReadAsync<long>("SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'public'"));
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
}
