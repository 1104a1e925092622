namespace Orders.Chaos.Soaking.Sampling;

internal static class Quantile
{
    /// <returns>0 when there is nothing.</returns>
    public static double Of(double[] ascending, double share) =>
        ascending.Length is 0 ? 0 : ascending[(int)Math.Min(ascending.Length - 1, Math.Floor(share * ascending.Length))];

    /// <summary>From a histogram's cumulative counts, evenly spread within a bucket. What lies beyond the last bound counts as that bound.</summary>
    /// <returns>0 when there is nothing.</returns>
    public static double Of(IReadOnlyList<(double UpTo, double Count)> buckets, double share)
    {
        if (buckets.Count is 0 || buckets[^1].Count is 0)
        {
            return 0;
        }

        var (from, before) = (0.0, 0.0);
        var rank = buckets[^1].Count * share;
        foreach (var (upTo, count) in buckets)
        {
            if (count >= rank && count > before && double.IsFinite(upTo))
            {
                return from + ((upTo - from) * (rank - before) / (count - before));
            }

            (from, before) = (double.IsFinite(upTo) ? upTo : from, count);
        }

        return from;
    }
}
