using Prometheus;

namespace Orders.Tests.Unit.Compat;

public sealed class PrometheusMetricsTests
{
    private readonly MetricFactory _metrics = Metrics.WithCustomRegistry(Metrics.NewCustomRegistry());

    [Fact]
    public void The_same_name_and_labels_give_the_same_metric_and_the_same_child()
    {
        var first = _metrics.CreateCounter("things_total", "", "kind");
        var second = _metrics.CreateCounter("things_total", "", "kind");
        ReadOnlySpan<string> labels = ["a"];

        Assert.Same(first, second);
        Assert.Same(first.WithLabels("a"), second.WithLabels(labels));
        Assert.NotSame(first.WithLabels("a"), first.WithLabels("b"));
    }

    [Fact]
    public void The_same_name_for_another_type_is_refused()
    {
        _metrics.CreateCounter("things_total", "");

        Assert.Throws<InvalidOperationException>(() => _metrics.CreateGauge("things_total", ""));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("with space")]
    [InlineData("")]
    public void An_invalid_name_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter(name, ""));
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("things_total", "", name));
    }

    [Fact]
    public void Labels_are_refused_when_reserved_or_not_as_many_as_declared()
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("a_total", "", "__name"));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("b", "", "le"));
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("c_total", "", "kind").WithLabels("a", "b"));
    }

    [Fact]
    public void A_counter_never_goes_down()
    {
        var counter = _metrics.CreateCounter("things_total", "");
        counter.IncTo(5);
        counter.IncTo(3);

        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Inc(-1));
        Assert.Equal(5, counter.Value);
    }

    [Fact]
    public void A_gauge_moves_both_ways()
    {
        var gauge = _metrics.CreateGauge("level", "");
        gauge.Set(10);
        gauge.Dec(3);
        gauge.IncTo(5);
        gauge.DecTo(6);

        Assert.Equal(6, gauge.Value);
    }

    [Fact]
    public void A_timer_observes_seconds()
    {
        var histogram = _metrics.CreateHistogram("duration_seconds", "");
        using (histogram.NewTimer())
        {
        }

        Assert.Equal(1, histogram.Count);
        Assert.InRange(histogram.Sum, double.Epsilon, 10);
    }

    [Fact]
    public void Bounds_are_computed_without_binary_noise()
    {
        Assert.Equal([0.1, 0.2, 0.3, 0.4], Histogram.LinearBuckets(0.1, 0.1, 4));
        Assert.Equal([0.001, 0.01, 0.1], Histogram.ExponentialBuckets(0.001, 10, 3));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("a", "", new HistogramConfiguration { Buckets = [1, 1] }));
    }

    [Fact]
    public void Nothing_is_lost_when_many_threads_count_at_once()
    {
        const int Threads = 8;
        const int Times = 20_000;
        var counter = _metrics.CreateCounter("things_total", "", "kind");
        var histogram = _metrics.CreateHistogram("size", "", new HistogramConfiguration { Buckets = [1, 2] });
        var gauge = _metrics.CreateGauge("level", "");

        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < Times; i++)
            {
                counter.WithLabels("a").Inc(0.5);
                histogram.Observe(2);
                gauge.Inc();
            }
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        Assert.Equal(Threads * Times * 0.5, counter.WithLabels("a").Value);
        Assert.Equal(Threads * Times, histogram.Count);
        Assert.Equal(Threads * Times * 2, histogram.Sum);
        Assert.Equal(Threads * Times, gauge.Value);
    }
}
