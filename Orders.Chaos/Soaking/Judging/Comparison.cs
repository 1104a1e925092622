using System.Globalization;

using Orders.Chaos.Soaking.Sampling;

namespace Orders.Chaos.Soaking.Judging;

/// <summary>The end of a run against its start.</summary>
internal static class Comparison
{
    private static readonly Bound[] Bounds =
    [
        // What is alive, and what is not the garbage collector's, must be flat. All memory together follows the collector, which
        // takes more when a busy machine makes the batches larger, and gives it back when it likes.
        new Flat(Measures.Heap, 0.10, 16 << 20),
        new Flat(Measures.Native, 0.10, 16 << 20),
        new Flat(Measures.Resident, 0.25, 64 << 20),
        new Flat(Measures.BackendBytes, 0.25, 64 << 20),
        new Flat(Measures.CacheBytes, 0.02, 1 << 20),
        new NoMore(Measures.Handles, 0.10, 10),
        new NoMore(Measures.Sockets, 0.25, 10),
        new NoMore(Measures.Threads, 0.10, 5),
        new NoMore(Measures.Connections, 0.25, 8),
        new NoMore(Measures.Backends, 0.25, 10),
        new NoMore(Measures.BackendHandles, 0.30, 100),
        new NoMore(Measures.Streams, 0, 2),
        new NoMore(Measures.Lag, 0, 500),
        new NoMore(Measures.Median, 2, 10),
        new NoMore(Measures.Tail, 2, 200),
        new NoMore(Measures.FreshMedian, 2, 50),
        new NoMore(Measures.FreshTail, 2, 500),
    ];

    /// <summary>One finding for each series that there is a bound for.</summary>
    public static IReadOnlyList<Finding> Of(Recording recording, TimeSpan warmUp) =>
    [
        .. from bound in Bounds
           from series in recording.All
           where series.Measure == bound.Measure
           orderby series.Subject
           let samples = recording.Of(series).Where(sample => sample.Time >= warmUp).ToArray()
           where samples.Length > 0
           select bound.Judge(series, samples),
    ];

    public static IEnumerable<string> Table(IEnumerable<Finding> findings) => findings
        .Select(finding => string.Create(CultureInfo.InvariantCulture,
            $"{finding.Series.Subject,-12} {finding.Series.Measure,-16} {Readable(finding, finding.First),10} {Readable(finding, finding.Last),10}  {(finding.Held ? "ok " : "NOT")} {finding.Bound.Text}"))
        .Prepend($"{"",-12} {"",-16} {"at first",10} {"at last",10}");

    private static string Readable(Finding finding, double value) =>
        finding.Series.Measure.EndsWith("_bytes", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{value / (1 << 20):F1} MiB")
            : string.Create(CultureInfo.InvariantCulture, $"{value:0.##}");
}
