using System.Text;
using Prometheus;

namespace Orders.Tests.Unit.Compat;

public sealed class PrometheusTextTests
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;

    public PrometheusTextTests() => _metrics = Metrics.WithCustomRegistry(_registry);

    [Fact]
    public async Task A_metric_without_labels_is_exported_with_its_help_and_type_from_the_start()
    {
        _metrics.CreateCounter("things_total", "Things seen.");
        _metrics.CreateGauge("level", "How high.").Set(-1.5);

        Assert.Equal(
            ["# HELP level How high.", "# HELP things_total Things seen.", "# TYPE level gauge", "# TYPE things_total counter", "level -1.5", "things_total 0"],
            await SortedLinesAsync());
    }

    [Fact]
    public async Task A_metric_with_labels_is_exported_only_for_the_values_that_were_used()
    {
        var counter = _metrics.CreateCounter("things_total", "Things seen.", "kind", "size");
        counter.WithLabels("a", "small").Inc();
        counter.WithLabels("a", "small").Inc(2);

        Assert.Equal(["things_total{kind=\"a\",size=\"small\"} 3"], await SamplesAsync());
    }

    [Fact]
    public async Task Label_values_are_escaped()
    {
        _metrics.CreateGauge("level", "", "path").WithLabels("C:\\x \"y\"\nü").Set(1);

        Assert.Equal(["level{path=\"C:\\\\x \\\"y\\\"\\nü\"} 1"], await SamplesAsync());
    }

    [Fact]
    public async Task Buckets_are_cumulative_and_end_with_infinity()
    {
        var histogram = _metrics.CreateHistogram("size", "", new HistogramConfiguration { LabelNames = ["kind"], Buckets = [0.00005, 1, 2.5] });
        histogram.WithLabels("a").Observe(1);
        histogram.WithLabels("a").Observe(2, 3);
        histogram.WithLabels("a").Observe(100);
        histogram.WithLabels("a").Observe(double.NaN);

        Assert.Equal(
            [
                "size_bucket{kind=\"a\",le=\"+Inf\"} 5",
                "size_bucket{kind=\"a\",le=\"1\"} 1",
                "size_bucket{kind=\"a\",le=\"2.5\"} 4",
                "size_bucket{kind=\"a\",le=\"5e-05\"} 0",
                "size_count{kind=\"a\"} 5",
                "size_sum{kind=\"a\"} 107",
            ],
            await SamplesAsync());
    }

    [Fact]
    public async Task A_removed_child_is_no_longer_exported()
    {
        var gauge = _metrics.CreateGauge("level", "", "partition");
        gauge.WithLabels("0").Set(1);
        gauge.WithLabels("1").Set(2);
        gauge.RemoveLabelled("0");

        Assert.Equal(["level{partition=\"1\"} 2"], await SamplesAsync());
        Assert.Equal([["1"]], gauge.GetAllLabelValues());
    }

    [Fact]
    public async Task Values_can_be_refreshed_right_before_the_export_and_a_broken_refresh_does_not_stop_it()
    {
        var gauge = _metrics.CreateGauge("level", "");
        _registry.AddBeforeCollectCallback(() => gauge.Set(5));
        _registry.AddBeforeCollectCallback(() => throw new InvalidOperationException());
        _registry.AddBeforeCollectCallback(async cancel =>
        {
            await Task.Yield();
            cancel.ThrowIfCancellationRequested();
            gauge.Inc(0);
        });

        Assert.Equal(["level 5"], await SamplesAsync());
    }

    [Fact]
    public async Task The_default_registry_tells_about_the_process()
    {
        using var stream = new MemoryStream();
        await Metrics.DefaultRegistry.CollectAndExportAsTextAsync(stream);
        var text = Encoding.UTF8.GetString(stream.ToArray());

        string[] names =
        [
            "process_cpu_seconds_total", "process_working_set_bytes", "process_start_time_seconds", "process_open_handles",
            "process_num_threads", "dotnet_total_memory_bytes", "dotnet_collection_count_total{generation=\"2\"}",
        ];
        Assert.All(names, name => Assert.Contains($"\n{name} ", text, StringComparison.Ordinal));
    }

    private async Task<string[]> SamplesAsync() =>
        [.. (await SortedLinesAsync()).Where(line => !line.StartsWith('#'))];

    private async Task<string[]> SortedLinesAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream);
        var text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text.TrimEnd('\n').Split('\n').Order(StringComparer.Ordinal)];
    }
}
