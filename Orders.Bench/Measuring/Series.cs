namespace Orders.Bench.Measuring;

/// <summary>One figure, measured once a round.</summary>
internal sealed record Series
{
    /// <exception cref="ArgumentException">There is no value.</exception>
    public Series(IEnumerable<double> values)
    {
        Values = [.. values];
        if (Values.Count == 0)
        {
            throw new ArgumentException("Nothing was measured.", nameof(values));
        }
    }

    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean of the two in the middle when their number is even.</summary>
    public double Median
    {
        get
        {
            var sorted = Values.Order().ToArray();
            var middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    public double Least => Values.Min();

    public double Most => Values.Max();

    /// <summary>Round by round: what was measured seconds apart is compared, so that what changes slowly on a machine cancels out.</summary>
    /// <exception cref="ArgumentException">They do not have as many rounds.</exception>
    public Series DividedBy(Series other) => With(other, static (ours, theirs) => ours / theirs);

    /// <inheritdoc cref="DividedBy"/>
    public Series Minus(Series other) => With(other, static (ours, theirs) => ours - theirs);

    private Series With(Series other, Func<double, double, double> compare) =>
        other.Values.Count == Values.Count
            ? new Series(Values.Zip(other.Values, compare))
            : throw new ArgumentException("They do not have as many rounds.", nameof(other));
}
