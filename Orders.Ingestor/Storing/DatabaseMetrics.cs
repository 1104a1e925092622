using Prometheus;

namespace Orders.Ingestor.Storing;

internal sealed class DatabaseMetrics
{
    private readonly Histogram _duration = Metrics.CreateHistogram(
        "db_query_duration_seconds",
        "Round trips to PostgreSQL, from taking a connection to the last row.",
        ["operation"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0002, 2, 16) });

    private readonly Counter _errors = Metrics.CreateCounter(
        "db_errors_total", "Round trips to PostgreSQL that failed.", "operation");

    public IDisposable Time(string operation) => _duration.WithLabels(operation).NewTimer();

    public void Failed(string operation) => _errors.WithLabels(operation).Inc();
}
