using System.Net;
using Orders.QueryApi.Caching;
using Orders.QueryApi.WarmingUp;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class WarmUpTests
{
    [Fact]
    public async Task The_newest_orders_are_kept_when_not_all_fit()
    {
        const int Orders = 3000;
        const int Fitting = 1500;
        var size = LruShard.SizeOf("order-0000", new byte[100]);
        await using var rig = await QueryApiRig.CreateAsync();

        // Pairs share a time, so that the uid decides; inserted in an order of its own.
        await rig.Database.ExecuteAsync($"""
            INSERT INTO orders
            SELECT 'order-' || lpad(i::text, 4, '0'), 't', 'c', 'd', timestamptz '2024-01-01' + (i / 2) * interval '1 second', now(), 1, repeat('x', 100)
            FROM generate_series(0, {Orders - 1}) AS i ORDER BY i * 7919 % {Orders}
            """);
        await rig.StartServiceAsync("--Cache:MaxBytes", $"{Fitting * size}");
        await rig.IsReadyAsync();

        Assert.Equal((Fitting, 0), (rig.Cache.Statistics.Items, rig.Cache.Statistics.Evictions));
        Assert.All(Enumerable.Range(0, Orders), i => Assert.Equal(i >= Orders - Fitting, rig.Cache.TryPeek($"order-{i:D4}", out _)));

        // The next one that comes costs the oldest its place.
        await rig.BroadcastAsync("order-9999", 1);
        await rig.CacheHasAsync("order-9999", 1);
        Assert.False(rig.Cache.TryPeek($"order-{Orders - Fitting:D4}", out _));
    }

    [Fact]
    public async Task Orders_and_changes_that_arrive_during_the_warm_up_are_there_after_it()
    {
        await using var rig = await QueryApiRig.CreateAsync(changesPartitions: 4);
        await rig.CommitAsync("known", 1);
        var gate = await OrdersGate.InstallAsync(rig);
        await using (await gate.CloseAsync())
        {
            await rig.StartServiceAsync();
            await gate.SomebodyWaitsAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Client.GetAsync("/health")).StatusCode);

            // After the snapshot of the warm-up's statement.
            for (var i = 0; i < 40; i++)
            {
                await rig.CommitAsync($"new-{i}", 1);
                await rig.BroadcastAsync($"new-{i}", 1, partition: i % 4);
            }

            await rig.CommitAsync("known", 2);
            await rig.BroadcastAsync("known", 2, partition: 3);
        }

        await rig.IsReadyAsync();
        for (var i = 0; i < 40; i++)
        {
            await rig.CacheHasAsync($"new-{i}", 1);
        }

        await rig.CacheHasAsync("known", 2);
    }

    [Fact]
    public async Task A_database_without_tables_is_waited_for_and_misses_are_503()
    {
        await using var rig = await QueryApiRig.CreateAsync(migrate: false);
        await rig.StartServiceAsync();
        Assert.Equal(503, (await rig.GetAsync("a1")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await rig.Client.GetAsync("/alive")).StatusCode);

        await rig.MigrateAsync();
        await rig.CommitAsync("a1", 1);
        await rig.IsReadyAsync();
        Assert.Equal("hit", (await rig.GetAsync("a1")).Cache);
    }

    [Fact]
    public async Task Orders_are_served_from_the_database_while_the_cache_warms_up()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        rig.Broker.Kafka.BrokerDown();
        await rig.StartServiceAsync();
        Assert.Equal((200, "miss"), (await rig.GetAsync("a1")) is var answer ? (answer.Status, answer.Cache) : default);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await rig.Client.GetAsync("/health")).StatusCode);

        // Kafka stays away: ready after a while all the same.
        await rig.IsReadyAsync();
        Assert.Contains("Degraded", await rig.Client.GetStringAsync("/health"), StringComparison.Ordinal);
        rig.Broker.Kafka.BrokerUp();
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_a_database_that_does_not_answer()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await using var closed = await gate.CloseAsync();
        using var stop = new CancellationTokenSource();
        var page = new NewestOrders(rig.Database.DataSource).ReadPageAsync(PageEnd.Start, _ => true, stop.Token);
        await gate.SomebodyWaitsAsync();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => page.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_yet_is_waited_for()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.StartServiceAsync("--Topics:Changes", "later");
        await Eventually.BecomesTrueAsync(async () => (await (await rig.Client.GetAsync("/health")).Content.ReadAsStringAsync()).Contains("does not exist yet", StringComparison.Ordinal));
        rig.Broker.Kafka.CreateTopic("later", 2);
        await rig.IsReadyAsync();
    }
}
