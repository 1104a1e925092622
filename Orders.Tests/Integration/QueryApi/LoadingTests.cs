using Npgsql;

namespace Orders.Tests.Integration.QueryApi;

public sealed class LoadingTests
{
    /// <summary>Whatever the connection string says: Npgsql, left to prepare by itself, fails after such a refusal.</summary>
    [Fact]
    public async Task Statements_are_prepared_and_one_that_PostgreSQL_refuses_spoils_none_after_it()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.StartServiceAsync(
            "--ConnectionStrings:orders",
            rig.Database.ConnectionString + ";Maximum Pool Size=1;Max Auto Prepare=20;Auto Prepare Min Usages=2;Options=-c statement_timeout=200");
        await rig.IsReadyAsync();
        for (var round = 0; round < 4; round++)
        {
            var uid = $"refused-{round}";
            await rig.CommitAsync(uid, 1);
            await using (await gate.CloseAsync())
            {
                Assert.Equal(503, (await rig.GetAsync(uid)).Status);
            }

            Assert.All(
                await Task.WhenAll(rig.Client.GetAsync($"/api/orders/{uid}/history"), rig.Client.GetAsync("/api/orders"), rig.Client.GetAsync($"/api/orders/{uid}")),
                answer => Assert.Equal(200, (int)answer.StatusCode));
        }

        // Of an order, of its history, of the list and what the planner is told for it.
        await using var prepared = rig.Connections.CreateCommand("SELECT count(*) FROM pg_prepared_statements");
        Assert.Equal(4L, await prepared.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_thousand_requests_for_a_cold_order_are_one_statement()
    {
        // Long enough that whoever is not connected yet when the gate opens finds an answer that counts.
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.StartServiceAsync("--Cache:MaxStaleness", "00:01:00");
        await rig.IsReadyAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.CommitAsync("cold", 1);
        var before = await gate.ReadsAsync();

        Task<Answer>[] requests;
        await using (await gate.CloseAsync())
        {
            requests = [.. Enumerable.Range(0, 1000).Select(_ => rig.GetAsync("cold"))];
            await gate.SomebodyWaitsAsync();
            Assert.Equal(1, await gate.WaitingAsync());
        }

        Assert.All(await Task.WhenAll(requests), answer => Assert.Equal((200, QueryApiRig.Document("cold", 1)), (answer.Status, answer.Body)));
        Assert.Equal(1, await gate.ReadsAsync() - before);
    }

    [Fact]
    public async Task Whoever_gives_up_does_not_take_the_load_away_from_the_others()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.CommitAsync("cold", 1);
        var before = await gate.ReadsAsync();
        using var impatience = new CancellationTokenSource();

        Task<Answer> patient;
        await using (await gate.CloseAsync())
        {
            var first = rig.Client.GetAsync("/api/orders/cold", impatience.Token);
            await gate.SomebodyWaitsAsync();
            patient = rig.GetAsync("cold");
            await impatience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        }

        Assert.Equal(200, (await patient).Status);
        Assert.Equal(1, await gate.ReadsAsync() - before);
    }

    [Fact]
    public async Task A_load_that_a_broadcast_overtakes_is_read_again()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.CommitAsync("a1", 1);
        var before = await gate.ReadsAsync();

        Task<Answer> request;
        await using (await gate.CloseAsync())
        {
            request = rig.GetAsync("a1");
            await gate.SomebodyWaitsAsync();
            await rig.CommitAsync("a1", 2);
            await rig.BroadcastAsync("a1", 2);
            await rig.CacheHasAsync("a1", 2);

            // Evicted at once: only the mark on the load is left to tell that version 1 is history.
            rig.Cache.Remove("a1");
        }

        Assert.Equal("\"2\"", (await request).Tag);
        Assert.True(rig.Cache.TryPeek("a1", out var cached) && cached.Version == 2);
        Assert.Equal(2, await gate.ReadsAsync() - before);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_is_repeated_when_a_broadcast_brings_the_order_meanwhile()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var gate = await OrdersGate.InstallAsync(rig);

        Task<Answer> request;
        await using (await gate.CloseAsync())
        {
            request = rig.GetAsync("a1");
            await gate.SomebodyWaitsAsync();
            await rig.CommitAsync("a1", 1);
            await rig.BroadcastAsync("a1", 1);
            await rig.CacheHasAsync("a1", 1);
        }

        Assert.Equal(200, (await request).Status);
        Assert.Equal(200, (await rig.GetAsync("a1")).Status);
    }

    [Fact]
    public async Task A_broadcast_cancels_a_not_found_answer_and_until_then_it_costs_one_statement()
    {
        await using var rig = await QueryApiRig.StartAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        var before = await gate.ReadsAsync();
        Assert.Equal(404, (await rig.GetAsync("a1")).Status);
        Assert.Equal(404, (await rig.GetAsync("a1")).Status);
        Assert.Equal(1, await gate.ReadsAsync() - before);

        await rig.CommitAsync("a1", 1);
        await rig.BroadcastAsync("a1", 1);
        await rig.CacheHasAsync("a1", 1);
        Assert.Equal(200, (await rig.GetAsync("a1")).Status);
    }

    [Fact]
    public async Task A_database_that_hangs_is_503_in_time_and_never_404()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("cached", 1);
        await rig.StartServiceAsync("--Loading:Timeout", "00:00:00.5");
        await rig.IsReadyAsync();

        await using (var connection = await rig.Database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using var command = new NpgsqlCommand("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE", connection);
            await command.ExecuteNonQueryAsync();

            var answer = await rig.GetAsync("uncached");
            Assert.Equal((503, "2"), (answer.Status, answer.RetryAfter));
            Assert.Equal(503, (await rig.GetAsync("uncached")).Status);

            // The pool of connections is not used up by those that wait for the lock.
            var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => rig.GetAsync($"uncached-{number}")));
            Assert.All(answers, answer => Assert.Equal(503, answer.Status));
            await Servers.Eventually.BecomesTrueAsync(async () => await rig.GetAsync("cached") is { Status: 200, Cache: "stale" });
        }

        await Servers.Eventually.BecomesTrueAsync(async () => await rig.GetAsync("cached") is { Status: 200, Cache: "hit" });
        Assert.Equal(404, (await rig.GetAsync("uncached")).Status);
    }
}
