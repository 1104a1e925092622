using Prometheus;

namespace Orders.QueryApi.Loading;

/// <summary>What the database costs, by operation. An order that is not there is not an error.</summary>
internal static class DatabaseMetrics
{
    public const string LoadOrder = "load_order";
    public const string WarmUp = "warm_up";
    public const string ListOrders = "list_orders";
    public const string ReadHistory = "read_history";

    private static readonly Histogram Duration = Metrics.CreateHistogram(
        "db_query_duration_seconds",
        "How long a query took, from asking for a connection to the last row",
        new HistogramConfiguration { LabelNames = ["operation"], Buckets = Histogram.ExponentialBuckets(0.0001, 2, 16) });

    private static readonly Counter Errors = Metrics.CreateCounter(
        "db_errors_total",
        "Queries that the database did not answer",
        "operation");

    public static Measurement Measure(string operation, TimeProvider time) => new(operation, time, time.GetTimestamp());

    public static void Failed(string operation) => Errors.WithLabels(operation).Inc();

    internal readonly struct Measurement(string operation, TimeProvider time, long start) : IDisposable
    {
        public void Dispose() => Duration.WithLabels(operation).Observe(time.GetElapsedTime(start).TotalSeconds);
    }
}
