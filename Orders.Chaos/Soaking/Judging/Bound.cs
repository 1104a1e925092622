using Orders.Chaos.Soaking.Sampling;

namespace Orders.Chaos.Soaking.Judging;

/// <summary>How much a measure may change between the first and the last sixth of what is compared.</summary>
internal abstract record Bound(string Measure)
{
    /// <summary>In words, for the report.</summary>
    public abstract string Text { get; }

    /// <param name="samples">After the warm-up, in order of time.</param>
    public Finding Judge(Series series, IReadOnlyList<Sample> samples)
    {
        var (begin, length) = (samples[0].Time, samples[^1].Time - samples[0].Time);
        var first = Median.Of(samples.Where(sample => sample.Time <= begin + (length / 6)).Select(sample => sample.Value));
        var last = Median.Of(samples.Where(sample => sample.Time >= begin + (length * 5 / 6)).Select(sample => sample.Value));
        return new Finding(series, first, last, Holds(first, last, samples), this);
    }

    protected abstract bool Holds(double first, double last, IReadOnlyList<Sample> samples);
}

/// <summary>What may fall but must not rise from sample to sample: memory. A leak is a slope, whatever collections make of it.</summary>
internal sealed record Flat(string Measure, double Share, long Bytes) : Bound(Measure)
{
    public override string Text => $"rises by {Share:P0} and {Bytes >> 20} MiB at most over the whole time";

    protected override bool Holds(double first, double last, IReadOnlyList<Sample> samples) =>
        TheilSen.SlopePerSecond(samples) * (samples[^1].Time - samples[0].Time).TotalSeconds <= (first * Share) + Bytes;
}

/// <summary>
/// What must not be more at the end than at the start. A little more is allowed where pools answer a burst with connections that they
/// keep for minutes; much more where the time depends on what else the machine does.
/// </summary>
internal sealed record NoMore(string Measure, double Share, double Absolute) : Bound(Measure)
{
    public override string Text => $"no more than at first, but for {Share:P0} and {Absolute:0}";

    protected override bool Holds(double first, double last, IReadOnlyList<Sample> samples) => last <= (first * (1 + Share)) + Absolute;
}
