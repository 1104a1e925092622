using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class OutageTests
{
    [Fact]
    public async Task With_the_database_away_cached_orders_are_served_and_others_are_503()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var rig = await QueryApiRig.CreateAsync(server: server);
        await rig.CommitAsync("cached", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();

        await server.Server.KillAsync();
        await Eventually.BecomesTrueAsync(async () => await rig.GetAsync("cached") is { Status: 200, Cache: "stale", Tag: "\"1\"" });
        for (var i = 0; i < 50; i++)
        {
            var answer = await rig.GetAsync($"uncached-{i % 5}");
            Assert.Equal((503, "2"), (answer.Status, answer.RetryAfter));
            Assert.Equal(200, (await rig.GetAsync("cached")).Status);
        }

        // A broadcast still arrives; the gateway keeps routing here.
        await rig.BroadcastAsync("cached", 2);
        await rig.CacheHasAsync("cached", 2);
        Assert.Equal("\"2\"", (await rig.GetAsync("cached")).Tag);
        await FreshnessTests.HealthIsAsync(rig, "Degraded");

        await server.Server.StartAgainAsync(CancellationToken.None);
        rig.Database.Reconnect();
        await rig.CommitAsync("cached", 3);
        await FreshnessTests.SeesAsync(rig, "cached", 3);
        await Eventually.BecomesTrueAsync(async () => (await rig.GetAsync("uncached-1")).Status == 404);
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
    }

    [Fact]
    public async Task With_heartbeats_and_the_database_away_a_hit_is_still_a_hit()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var rig = await QueryApiRig.CreateAsync(server: server);
        await rig.CommitAsync("cached", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        await server.Server.StopAsync();
        Assert.Equal((200, "hit"), (await rig.GetAsync("cached")) is var answer ? (answer.Status, answer.Cache) : default);
    }

    [Fact]
    public async Task With_the_broker_away_answers_stay_right_and_afterwards_changes_are_followed_again()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        await rig.HeartbeatAsync(0, 1);
        await FreshnessTests.HealthIsAsync(rig, "Healthy");

        rig.Broker.Kafka.BrokerDown();
        await rig.CommitAsync("a1", 2);
        await FreshnessTests.SeesAsync(rig, "a1", 2);
        await FreshnessTests.HealthIsAsync(rig, "Degraded");

        rig.Broker.Kafka.BrokerUp();
        await rig.BroadcastAsync("a2", 1);
        await rig.CacheHasAsync("a2", 1);
    }

    [Fact]
    public async Task Changes_that_fell_off_the_topic_before_they_were_read_are_not_missed()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        var gate = await OrdersGate.InstallAsync(rig);
        await using (await gate.CloseAsync())
        {
            // A short queue: the client must not have everything already when the warm-up ends.
            await rig.StartServiceAsync(
                "--Aspire:Confluent:Kafka:Consumer:Config:QueuedMaxMessagesKbytes", "1",
                "--Aspire:Confluent:Kafka:Consumer:Config:QueuedMinMessages", "1",
                "--Aspire:Confluent:Kafka:Consumer:Config:FetchQueueBackoffMs", "10");
            await gate.SomebodyWaitsAsync();
            for (var i = 0; i < 200; i++)
            {
                await rig.BroadcastAsync($"filler-{i}", 1);
            }

            await rig.CommitAsync("a1", 2);
            await rig.BroadcastAsync("a1", 2);
            rig.Broker.Kafka.DeleteRecords(rig.Topic, 0, 201);
            rig.StartHeartbeats();
        }

        // Not asked before the heartbeats count: the first answer without them would come from the database anyway.
        await rig.IsReadyAsync();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        Assert.False(rig.Cache.TryPeek("filler-199", out _), "The record was still read: nothing fell off.");
        await FreshnessTests.SeesAsync(rig, "a1", 2);
        await FollowsAsync(rig);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task A_topic_that_is_made_anew_is_followed_from_its_end(int records)
    {
        await using var rig = await QueryApiRig.CreateAsync(changesPartitions: 2);
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        for (var i = 0; i < 10; i++)
        {
            await rig.BroadcastAsync($"before-{i}", 1);
        }

        await rig.CacheHasAsync("before-9", 1);
        rig.Broker.Kafka.DeleteTopic(rig.Topic);
        rig.Broker.Kafka.CreateTopic(rig.Topic, 2);

        // More or fewer than the old position: the number alone must not decide whether anybody notices.
        await rig.CommitAsync("a1", 2);
        await rig.BroadcastAsync("a1", 2);
        for (var i = 0; i < records; i++)
        {
            await rig.BroadcastAsync($"after-{i}", 1);
        }

        rig.StartHeartbeats();
        await FreshnessTests.SeesAsync(rig, "a1", 2);
        await FollowsAsync(rig);
    }

    /// <summary>Whatever is announced from now on arrives, sooner or later.</summary>
    private static async Task FollowsAsync(QueryApiRig rig)
    {
        var version = 1L;
        await Eventually.BecomesTrueAsync(async () =>
        {
            await rig.BroadcastAsync("followed", ++version);
            return rig.Cache.TryPeek("followed", out _);
        });
    }
}
