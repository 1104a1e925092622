using Orders.Tests.Servers;
using Orders.Tests.Unit.Monitoring;

namespace Orders.Tests.EndToEnd.Monitoring;

[Collection(MonitoringTests.Name)]
public sealed class MetricsTests(MonitoredSystem system)
{
    [Theory]
    [InlineData("Producer")]
    [InlineData("Ingestor")]
    [InlineData("Query API")]
    [InlineData("Gateway")]
    public async Task Prometheus_has_nothing_to_complain_about(string service)
    {
        foreach (var address in system.MetricsOf(service))
        {
            var (exitCode, output) = await PromTool.RunAsync((await MonitoredSystem.ReadAsync(address)).Text, "check", "metrics");

            Assert.Equal("", output);
            Assert.Equal(0, exitCode);
        }
    }

    [Theory]
    [InlineData("Producer")]
    [InlineData("Ingestor")]
    [InlineData("Query API")]
    [InlineData("Gateway")]
    public async Task The_page_about_metrics_lists_what_is_exported_and_nothing_else(string service)
    {
        var documented = MetricsPage.Metrics("Every service").Concat(MetricsPage.Metrics(service)).Order().ToArray();
        var address = system.MetricsOf(service)[0];

        // The lag has its labels once partitions are assigned.
        await Eventually.BecomesTrueAsync(async () =>
            service != "Ingestor" || (await MonitoredSystem.ReadAsync(address)).Text.Contains("kafka_consumer_lag_messages{", StringComparison.Ordinal));

        Assert.Equal(documented, (await MonitoredSystem.ReadAsync(address)).Families.Order());
    }

    [Theory]
    [InlineData("Producer", "orders_produced_total{kind=\"@\"}", "order", "update", "invalid")]
    [InlineData("Ingestor", "kafka_messages_processed_total{status=\"@\"}", "inserted", "updated", "unchanged", "dlq_json", "dlq_validation", "dlq_db")]
    [InlineData("Ingestor", "db_errors_total{operation=\"@\"}", "apply", "read_current", "read_progress", "set_progress")]
    [InlineData("Ingestor", "db_query_duration_seconds_count{operation=\"@\"}", "apply", "read_current", "read_progress", "set_progress")]
    [InlineData("Query API", "db_errors_total{operation=\"@\"}", "load_order", "warm_up", "list_orders", "read_history")]
    [InlineData("Query API", "http_requests_total{handler=\"/api/orders/{order_uid}\",status=\"@\"}", "200", "500", "503")]
    [InlineData("Gateway", "http_requests_total{handler=\"/api/orders/{order_uid}\",status=\"@\"}", "200", "500", "503")]
    [InlineData("Gateway", "proxy_requests_total{outcome=\"@\"}", "answered", "unavailable", "truncated", "client_error", "client_gone")]
    [InlineData("Gateway", "proxy_attempts_failed_total{reason=\"@\"}", "connection", "timeout", "broken_answer", "no_destination")]
    public async Task Counters_are_there_before_there_is_anything_to_count(string service, string series, params string[] values)
    {
        var metrics = await MonitoredSystem.ReadAsync(system.MetricsOf(service)[0]);

        Assert.All(values, value => Assert.True(metrics.Has(series.Replace("@", value, StringComparison.Ordinal)), $"{series}: {value}"));
    }
}
