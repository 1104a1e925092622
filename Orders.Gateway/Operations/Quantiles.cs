using System.Globalization;

namespace Orders.Gateway.Operations;

/// <summary>Observations by bucket, added up over instances; quantiles of them as Prometheus' <c>histogram_quantile</c> has them.</summary>
internal sealed class Quantiles
{
    // By upper bound; the counts are cumulative, as they are exported.
    private readonly SortedDictionary<double, double> _upTo = [];

    public void Add(string upperBound, double count)
    {
        var bound = upperBound == "+Inf" ? double.PositiveInfinity : double.Parse(upperBound, NumberStyles.Float, CultureInfo.InvariantCulture);
        _upTo[bound] = _upTo.GetValueOrDefault(bound) + count;
    }

    /// <param name="share">Between 0 and 1.</param>
    /// <returns>NaN when nothing was observed. Beyond the last bound nothing is known: then it is that bound.</returns>
    public double Of(double share)
    {
        var all = _upTo.GetValueOrDefault(double.PositiveInfinity);
        if (!(all > 0))
        {
            return double.NaN;
        }

        var rank = share * all;
        var (lower, below) = (0.0, 0.0);
        foreach (var (bound, upTo) in _upTo)
        {
            if (upTo >= rank && upTo > below)
            {
                return double.IsPositiveInfinity(bound) ? lower : lower + ((bound - lower) * (rank - below) / (upTo - below));
            }

            (lower, below) = (bound, Math.Max(below, upTo));
        }

        return lower;
    }
}
