using Prometheus;

namespace Orders.QueryApi.Watching;

internal static class WatchingMetrics
{
    private static readonly Gauge Open = Metrics.CreateGauge("order_streams", "Event streams that are open");
    private static readonly Counter Sent = Metrics.CreateCounter("order_stream_events_total", "Versions sent to event streams");
    private static readonly Counter Coalesced = Metrics.CreateCounter("order_stream_events_skipped_total", "Versions left out for streams whose clients read too slowly; a newer one took their place");
    private static readonly Counter Refused = Metrics.CreateCounter("order_streams_refused_total", "Event streams refused because too many were open");

    public static void Export(OrderWatchers watchers) => Metrics.DefaultRegistry.AddBeforeCollectCallback(() => Open.Set(watchers.Open));

    public static void EventSent() => Sent.Inc();

    public static void StreamRefused() => Refused.Inc();

    public static void LeftOut(int versions)
    {
        if (versions > 0)
        {
            Coalesced.Inc(versions);
        }
    }
}
