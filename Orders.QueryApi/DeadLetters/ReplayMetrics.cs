using System.Runtime.CompilerServices;
using Prometheus;

namespace Orders.QueryApi.DeadLetters;

internal static class ReplayMetrics
{
    private static readonly Counter Replays = Metrics.CreateCounter("dead_letters_replayed_total", "Dead letters sent back to the topic of orders.");

    /// <summary>Exports it before the first replay.</summary>
    public static void Announce() => RuntimeHelpers.RunClassConstructor(typeof(ReplayMetrics).TypeHandle);

    public static void Replayed() => Replays.Inc();
}
