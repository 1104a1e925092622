using Prometheus;

namespace Orders.QueryApi.DeadLetters;

internal static class ReplayMetrics
{
    public static readonly Counter Replayed = Metrics.CreateCounter("dead_letters_replayed_total", "Dead letters sent back to the topic of orders");
}
