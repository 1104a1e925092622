using Prometheus;

namespace Orders.ServiceDefaults;

/// <summary>What one kind of query costs: the same names, help and buckets in every service. Exported from the moment it is made.</summary>
/// <param name="name">What the query is for, such as <c>load_order</c>. One of a fixed few: it becomes a label.</param>
public sealed class DatabaseOperation(string name)
{
    private static readonly Histogram Durations = Metrics.CreateHistogram(
        "db_query_duration_seconds",
        "Round trips to PostgreSQL, from asking for a connection to the last row, whether they failed or not.",
        new HistogramConfiguration
        {
            LabelNames = ["operation"],
            // One row by its key takes some hundred microseconds, a batch of a thousand some ten milliseconds.
            Buckets = [.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10],
        });

    private static readonly Counter Errors = Metrics.CreateCounter(
        "db_errors_total", "Round trips to PostgreSQL that failed. A row that is not there is no error.", "operation");

    private readonly Histogram.Child _duration = Durations.WithLabels(name);
    private readonly Counter.Child _errors = Errors.WithLabels(name);

    /// <summary>Counts and times what happens until the measurement is disposed.</summary>
    public Measurement Measure(TimeProvider time) => new(_duration, time, time.GetTimestamp());

    public void Failed() => _errors.Inc();

#pragma warning disable CA1034, CA1815 // Only ever stands in a using statement, and nobody compares two.
    public readonly struct Measurement : IDisposable
#pragma warning restore CA1034, CA1815
    {
        private readonly Histogram.Child _duration;
        private readonly TimeProvider _time;
        private readonly long _start;

        internal Measurement(Histogram.Child duration, TimeProvider time, long start) => (_duration, _time, _start) = (duration, time, start);

        public void Dispose() => _duration.Observe(_time.GetElapsedTime(_start).TotalSeconds);
    }
}
