using System.Net;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>Nobody is left on an old version, whatever happens to the broadcasts.</summary>
public sealed class EventFreshnessTests
{
    [Fact]
    public async Task Without_heartbeats_a_stream_gets_a_change_that_nobody_announced()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(1, (await stream.NextOrderAsync())!.Id);
        await rig.CommitAsync("a1", 2);
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);
    }

    [Fact]
    public async Task After_a_reset_a_stream_gets_what_was_missed_though_the_heartbeats_go_on()
    {
        await using var rig = await QueryApiRig.StartAsync();
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        await rig.CommitAsync("a1", 1);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(1, (await stream.NextOrderAsync())!.Id);

        await rig.CommitAsync("a1", 2);
        await rig.ResetAsync(0);
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);
    }

    [Fact]
    public async Task After_a_record_nobody_can_read_a_stream_gets_what_it_may_have_said()
    {
        await using var rig = await QueryApiRig.StartAsync();
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        await rig.CommitAsync("a1", 1);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(1, (await stream.NextOrderAsync())!.Id);

        await rig.CommitAsync("a1", 2);
        await rig.BroadcastAsync("a1", -1);
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);
    }

    [Fact]
    public async Task A_topic_that_is_made_anew_leaves_no_stream_behind()
    {
        await using var rig = await QueryApiRig.CreateAsync(changesPartitions: 2);
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        rig.StartHeartbeats();
        await FreshnessTests.HealthIsAsync(rig, "Healthy");
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(1, (await stream.NextOrderAsync())!.Id);

        rig.Broker.Kafka.DeleteTopic(rig.Topic);
        rig.Broker.Kafka.CreateTopic(rig.Topic, 2);
        await rig.CommitAsync("a1", 2);
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);
    }

    [Fact]
    public async Task With_the_broker_away_a_stream_follows_the_database()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(1, (await stream.NextOrderAsync())!.Id);
        rig.Broker.Kafka.BrokerDown();
        await rig.CommitAsync("a1", 2);
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);
        rig.Broker.Kafka.BrokerUp();
    }

    [Fact]
    public async Task With_the_database_away_streams_live_on_broadcasts_and_catch_up_when_it_is_back()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var rig = await QueryApiRig.CreateAsync(server: server);
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();

        // The last thing the database hears for a while; its announcement comes later.
        await rig.CommitAsync("a1", 2);
        await server.Server.KillAsync();
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(1, (await stream.NextOrderAsync())!.Id);
        await AssertProblem.IsAsync(rig, "/api/orders/uncached/events", 503, "database-unavailable", retryAfter: "2");

        await rig.BroadcastAsync("a1", 2);
        Assert.Equal(2, (await stream.NextOrderAsync())!.Id);

        await server.Server.StartAgainAsync(CancellationToken.None);
        rig.Database.Reconnect();
        await rig.CommitAsync("a1", 3);
        Assert.Equal(3, (await stream.NextOrderAsync())!.Id);
    }

    [Theory]
    [InlineData("UPDATE orders SET version = 3", 3L)]
    [InlineData("DELETE FROM orders", null)]
    public async Task When_the_database_goes_back_the_stream_ends_and_who_comes_again_gets_what_is_there(string sql, long? first)
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 5);
        using var stream = await EventStream.OpenAsync(rig.Client, "a1");
        Assert.Equal(5, (await stream.NextOrderAsync())!.Id);

        await rig.Database.ExecuteAsync(sql);
        Assert.Null(await stream.NextOrderAsync());
        using var again = await EventStream.OpenAsync(rig.Client, "a1", "5");
        Assert.Equal(first, again.Status == HttpStatusCode.OK ? (await again.NextOrderAsync())!.Id : null);
    }
}
