namespace Prometheus;

/// <summary>Makes metrics in the default registry, which also has those of the process.</summary>
public static class Metrics
{
    public static CollectorRegistry DefaultRegistry { get; } = NewDefaultRegistry();

    public static MetricFactory DefaultFactory { get; } = new(DefaultRegistry);

    public static CollectorRegistry NewCustomRegistry() => new();

    public static MetricFactory WithCustomRegistry(CollectorRegistry registry) => new(registry);

    public static Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null) =>
        DefaultFactory.CreateCounter(name, help, configuration);

    public static Counter CreateCounter(string name, string help, string[] labelNames, CounterConfiguration? configuration = null) =>
        DefaultFactory.CreateCounter(name, help, labelNames, configuration);

    public static Counter CreateCounter(string name, string help, params string[] labelNames) =>
        DefaultFactory.CreateCounter(name, help, labelNames);

    public static Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null) =>
        DefaultFactory.CreateGauge(name, help, configuration);

    public static Gauge CreateGauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration = null) =>
        DefaultFactory.CreateGauge(name, help, labelNames, configuration);

    public static Gauge CreateGauge(string name, string help, params string[] labelNames) =>
        DefaultFactory.CreateGauge(name, help, labelNames);

    public static Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null) =>
        DefaultFactory.CreateHistogram(name, help, configuration);

    public static Histogram CreateHistogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration = null) =>
        DefaultFactory.CreateHistogram(name, help, labelNames, configuration);

    public static Histogram CreateHistogram(string name, string help, params string[] labelNames) =>
        DefaultFactory.CreateHistogram(name, help, labelNames);

    /// <summary>Chooses which built-in metrics the default registry gets. Has no effect after it was first collected from.</summary>
    public static void SuppressDefaultMetrics(SuppressDefaultMetricOptions options) =>
        DefaultRegistry.BeforeFirstCollect(() => AddDefaultMetrics(DefaultRegistry, options));

    private static CollectorRegistry NewDefaultRegistry()
    {
        var registry = new CollectorRegistry();
        registry.BeforeFirstCollect(() => AddDefaultMetrics(registry, new SuppressDefaultMetricOptions()));
        return registry;
    }

    private static void AddDefaultMetrics(CollectorRegistry registry, SuppressDefaultMetricOptions options)
    {
        if (!options.SuppressProcessMetrics)
        {
            ProcessMetrics.AddTo(registry);
        }
    }
}
