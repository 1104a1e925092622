using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

public sealed class FreshnessTests
{
    // What goes on top of the bound on a busy machine: a poll, a statement.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Without_heartbeats_a_change_that_nobody_announces_is_seen_within_the_bound()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        Assert.Equal("\"1\"", (await rig.GetAsync("a1")).Tag);
        await rig.CommitAsync("a1", 2);
        await SeesAsync(rig, "a1", 2);
    }

    [Fact]
    public async Task Without_heartbeats_an_entry_is_compared_once_in_the_bound_however_often_it_is_asked_for()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.StartServiceAsync("--Cache:MaxStaleness", "01:00:00");
        await rig.IsReadyAsync();
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.CommitAsync("a1", 1);
        await rig.BroadcastAsync("a1", 1);
        await rig.CacheHasAsync("a1", 1);

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal((200, "hit"), (await rig.GetAsync("a1")) is var answer ? (answer.Status, answer.Cache) : default);
        }

        Assert.Equal(1, await gate.ReadsAsync());
    }

    [Fact]
    public async Task With_all_heartbeats_a_hit_asks_nobody()
    {
        await using var rig = await QueryApiRig.CreateAsync(changesPartitions: 3);
        await rig.CommitAsync("a1", 1);
        var gate = await OrdersGate.InstallAsync(rig);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        rig.StartHeartbeats(count: 12);
        await ProofOfTheEntriesExpiresAsync(rig);

        var before = await gate.ReadsAsync();
        Assert.Equal("hit", (await rig.GetAsync("a1")).Cache);
        Assert.Equal(0, await gate.ReadsAsync() - before);
    }

    [Fact]
    public async Task One_of_twelve_heartbeats_missing_takes_the_trust_away()
    {
        await using var rig = await QueryApiRig.CreateAsync(changesPartitions: 3);
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        rig.StartHeartbeats(count: 12, except: 7);
        await rig.CommitAsync("a1", 2);
        await SeesAsync(rig, "a1", 2);
        await Eventually.BecomesTrueAsync(
            async () => (await rig.Client.GetStringAsync("/health")).Contains("no heartbeat for 1 of 12", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reset_has_every_entry_compared_though_the_heartbeats_go_on()
    {
        await using var rig = await QueryApiRig.CreateAsync();
        await rig.CommitAsync("a1", 1);
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        rig.StartHeartbeats();
        await rig.CommitAsync("a1", 2);
        await ProofOfTheEntriesExpiresAsync(rig);
        Assert.Equal("\"1\"", (await rig.GetAsync("a1")).Tag);

        await rig.ResetAsync(0);
        await SeesAsync(rig, "a1", 2);
    }

    [Fact]
    public async Task An_order_that_is_gone_from_the_database_is_gone()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        Assert.Equal(200, (await rig.GetAsync("a1")).Status);
        await rig.Database.ExecuteAsync("DELETE FROM orders");
        await Eventually.BecomesTrueAsync(async () => (await rig.GetAsync("a1")).Status == 404, QueryApiRig.MaxStaleness + Slack);
    }

    [Fact]
    public async Task A_broadcast_raises_a_version_and_never_lowers_it()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 1);
        await rig.GetAsync("a1");
        await rig.CommitAsync("a1", 3);
        await rig.BroadcastAsync("a1", 3);
        await rig.BroadcastAsync("a1", 2);
        await rig.BroadcastAsync("last", 1);
        await rig.CacheHasAsync("last", 1);
        Assert.Equal("\"3\"", (await rig.GetAsync("a1")).Tag);
    }

    [Fact]
    public async Task The_first_word_of_an_order_is_compared_with_the_database_although_the_heartbeats_are_there()
    {
        await using var rig = await QueryApiRig.StartAsync();
        rig.StartHeartbeats();
        await HealthIsAsync(rig, "Healthy");

        // An ingestor that stood still announces what another one has replaced since.
        await rig.CommitAsync("a1", 2);
        await rig.BroadcastAsync("a1", 1);
        await rig.CacheHasAsync("a1", 1);
        Assert.Equal("\"2\"", (await rig.GetAsync("a1")).Tag);
    }

    [Fact]
    public async Task A_record_nobody_can_read_costs_its_order_the_place_in_the_cache_and_nothing_else()
    {
        await using var rig = await QueryApiRig.StartAsync();
        await rig.CommitAsync("a1", 2);
        await rig.GetAsync("a1");
        await rig.BroadcastAsync("a1", -1);
        await rig.BroadcastAsync("not/an/order", 1);
        await rig.BroadcastAsync(null, 1);
        await rig.BroadcastAsync("last", 1);
        await rig.CacheHasAsync("last", 1);
        Assert.Equal((200, "miss"), (await rig.GetAsync("a1")) is var answer ? (answer.Status, answer.Cache) : default);
    }

    /// <summary>What was read from the database no longer counts as fresh by itself; heartbeats since then have to vouch for it.</summary>
    private static async Task ProofOfTheEntriesExpiresAsync(QueryApiRig rig)
    {
        await HealthIsAsync(rig, "Healthy");
        rig.Time.Advance(QueryApiRig.MaxStaleness * 2);
        await HealthIsAsync(rig, "Healthy");
    }

    internal static Task SeesAsync(QueryApiRig rig, string uid, long version) => Eventually.BecomesTrueAsync(
        async () => (await rig.GetAsync(uid)).Tag == $"\"{version}\"", QueryApiRig.MaxStaleness + Slack, $"version {version} is served");

    internal static Task HealthIsAsync(QueryApiRig rig, string status) => Eventually.BecomesTrueAsync(
        async () => (await rig.Client.GetStringAsync("/health")).StartsWith($"{{\"status\":\"{status}\"", StringComparison.Ordinal), what: $"the health is {status}");
}
