namespace Orders.Gateway.Operations;

/// <summary>What all instances said at about the same time, each beside what it had said before.</summary>
internal sealed class Round(IReadOnlyList<(Scrape Now, Scrape? Before)> scrapes, TimeProvider time)
{
    /// <summary>The sum of a gauge over the instances of a service; NaN when none has it.</summary>
    public double Sum(string service, string gauge)
    {
        var values = scrapes.Where(pair => pair.Now.Service == service).SelectMany(pair => pair.Now.Of(gauge)).Select(sample => sample.Value).ToArray();
        return values.Length > 0 ? values.Sum() : double.NaN;
    }

    /// <summary>
    /// The growth per second of a counter over the instances of a service. An instance that missed a round is averaged over the longer time; one that is
    /// new counts from its second scrape on. NaN when there is none to compare.
    /// </summary>
    public double Rate(string service, string counter, Func<MetricSample, bool> counts)
    {
        var pairs = Pairs(service).ToArray();
        return pairs.Length > 0
            ? pairs.Sum(pair => Increase(pair, counter, counts) / Math.Max(time.GetElapsedTime(pair.Before.At, pair.Now.At).TotalSeconds, 1e-3))
            : double.NaN;
    }

    public double Increase(string service, string counter) => Pairs(service).Sum(pair => Increase(pair, counter, _ => true));

    /// <summary>A quantile of what a histogram observed between the scrapes.</summary>
    public double Quantile(string service, string histogram, double share, Func<MetricSample, bool> counts)
    {
        var quantiles = new Quantiles();
        foreach (var (now, before) in Pairs(service))
        {
            foreach (var bucket in now.Of(histogram + "_bucket").Where(counts))
            {
                quantiles.Add(bucket.Label("le"), now.IncreaseSince(before, bucket));
            }
        }

        return quantiles.Of(share);
    }

    private static double Increase((Scrape Now, Scrape Before) pair, string counter, Func<MetricSample, bool> counts) =>
        pair.Now.Of(counter).Where(counts).Sum(sample => pair.Now.IncreaseSince(pair.Before, sample));

    private IEnumerable<(Scrape Now, Scrape Before)> Pairs(string service) => scrapes
        .Where(pair => pair.Before is not null && pair.Now.Service == service)
        .Select(pair => (pair.Now, pair.Before!));
}
