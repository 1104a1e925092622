using Orders.Chaos.Soaking.Sampling;

namespace Orders.Chaos.Soaking.Judging;

/// <summary>
/// The median of the slopes between all pairs of samples: up to 29 % of them may be outliers, such as a collection that is due,
/// without moving it.
/// </summary>
internal static class TheilSen
{
    /// <returns>What the value rises by in a second.</returns>
    public static double SlopePerSecond(IReadOnlyList<Sample> samples)
    {
        var slopes = new List<double>(samples.Count * (samples.Count - 1) / 2);
        for (var later = 1; later < samples.Count; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                slopes.Add((samples[later].Value - samples[earlier].Value) / (samples[later].Time - samples[earlier].Time).TotalSeconds);
            }
        }

        return Median.Of(slopes);
    }
}
