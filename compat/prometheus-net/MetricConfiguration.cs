namespace Prometheus;

public abstract class MetricConfiguration
{
    /// <summary>Names of the labels whose values <c>WithLabels</c> then takes, in this order.</summary>
    public string[]? LabelNames { get; set; }
}

public sealed class CounterConfiguration : MetricConfiguration;

public sealed class GaugeConfiguration : MetricConfiguration;

public sealed class HistogramConfiguration : MetricConfiguration
{
    /// <summary>Upper bounds, increasing; +Inf is added when missing.</summary>
    public double[]? Buckets { get; set; }
}
