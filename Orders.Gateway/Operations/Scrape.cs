namespace Orders.Gateway.Operations;

/// <summary>The metrics of one instance at one moment.</summary>
/// <param name="at">A timestamp of the collector's clock.</param>
internal sealed class Scrape(string service, long at, IReadOnlyList<MetricSample> samples)
{
    private const string StartTime = "process_start_time_seconds";

    private readonly Dictionary<string, double> _bySeries = samples
        .DistinctBy(sample => sample.Series)
        .ToDictionary(sample => sample.Series, sample => sample.Value, StringComparer.Ordinal);

    public string Service => service;

    public long At => at;

    public IReadOnlyList<MetricSample> Samples => samples;

    public IEnumerable<MetricSample> Of(string name) => samples.Where(sample => sample.Name == name);

    /// <summary>How much a counter has grown since an earlier scrape of the same address.</summary>
    /// <remarks>
    /// A process that was started in between counts from nothing. Its start time says so also when its counters have already passed the old ones,
    /// which a comparison of the values alone would miss.
    /// </remarks>
    public double IncreaseSince(Scrape earlier, MetricSample counter)
    {
        var before = IsSameProcess(earlier) ? earlier._bySeries.GetValueOrDefault(counter.Series) : 0;
        return counter.Value >= before ? counter.Value - before : counter.Value;
    }

    private bool IsSameProcess(Scrape earlier) =>
        _bySeries.GetValueOrDefault(StartTime).Equals(earlier._bySeries.GetValueOrDefault(StartTime));
}
