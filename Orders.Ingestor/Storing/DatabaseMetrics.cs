using Prometheus;

namespace Orders.Ingestor.Storing;

internal sealed class DatabaseMetrics
{
    public const string Apply = "apply";
    public const string ReadCurrent = "read_current";
    public const string ReadProgress = "read_progress";
    public const string SetProgress = "set_progress";

    private readonly Histogram _duration = Metrics.CreateHistogram(
        "db_query_duration_seconds",
        "Round trips to PostgreSQL, from taking a connection to the last row.",
        ["operation"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0002, 2, 16) });

    private readonly Counter _errors = Metrics.CreateCounter(
        "db_errors_total", "Round trips to PostgreSQL that failed.", "operation");

    public DatabaseMetrics()
    {
        // There from the start, so that the first error is an increase and not a new series.
        foreach (var operation in (string[])[Apply, ReadCurrent, ReadProgress, SetProgress])
        {
            _errors.WithLabels(operation);
        }
    }

    public IDisposable Time(string operation) => _duration.WithLabels(operation).NewTimer();

    public void Failed(string operation) => _errors.WithLabels(operation).Inc();
}
