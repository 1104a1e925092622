using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Monitoring;

[Collection(MonitoringTests.Name)]
public sealed class PrometheusTests(MonitoredSystem system)
{
    private static readonly string[] Everything =
        ["gateway gateway", "ingestor ingestor-1", "producer producer", "prometheus prometheus", "query-api query-api-1", "query-api query-api-2"];

    [Fact]
    public async Task Every_service_is_seen_also_after_one_was_started_again()
    {
        await system.PrometheusIsReadyAsync();
        await EverythingIsUpAsync();
        var before = system.Run.ProcessIds()["query-api-2"];
        var started = (await system.QueryAsync("process_start_time_seconds{instance=\"query-api-2\"}")).Single();

        Unix.Send(before, Signal.Kill);
        await Eventually.BecomesTrueAsync(() => system.Run.ProcessIds()["query-api-2"] != before);

        await Eventually.BecomesTrueAsync(async () => await system.QueryAsync("process_start_time_seconds{instance=\"query-api-2\"}") is [var now] && now > started);
        await EverythingIsUpAsync();
    }

    [Fact]
    public async Task Every_rule_is_evaluated_and_traffic_shows_in_what_is_recorded()
    {
        await system.PrometheusIsReadyAsync();
        await Eventually.BecomesTrueAsync(
            async () => await system.QueryAsync("sum(orders:ingest_rate:rate1m) > 0 and orders:freshness_seconds:p99_1m > 0") is [_], TimeSpan.FromSeconds(60));

        var rules = (await system.AskAsync("rules"))["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).ToArray();
        Assert.Equal(13, rules.Count(rule => (string?)rule!["type"] == "alerting"));
        Assert.All(rules, rule => Assert.True((string?)rule!["health"] == "ok", rule!.ToJsonString()));
    }

    private Task EverythingIsUpAsync() =>
        Eventually.BecomesTrueAsync(async () => (await system.TargetsAsync(up: true)).SequenceEqual(Everything) && (await system.TargetsAsync(up: false)).Length == 0);
}
