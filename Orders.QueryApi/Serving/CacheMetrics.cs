using Orders.QueryApi.Caching;
using Prometheus;

namespace Orders.QueryApi.Serving;

/// <summary>Exports the cache's own counts; the cache knows nothing of it.</summary>
internal static class CacheMetrics
{
    private static readonly Counter Hits = Metrics.CreateCounter("cache_hits_total", "Lookups that found the order in the cache.");
    private static readonly Counter Misses = Metrics.CreateCounter("cache_misses_total", "Lookups that did not find the order in the cache, whether it exists or not.");
    private static readonly Counter Evictions = Metrics.CreateCounter("cache_evictions_total", "Orders that had to leave the cache for others.");
    private static readonly Gauge Items = Metrics.CreateGauge("cache_size_items", "Orders in the cache.");
    private static readonly Gauge Bytes = Metrics.CreateGauge("cache_size_bytes", "Memory that the orders in the cache take, keys and bookkeeping included.");

    public static void Export(OrderCache cache) => Metrics.DefaultRegistry.AddBeforeCollectCallback(() =>
    {
        var statistics = cache.Statistics;
        Hits.IncTo(statistics.Hits);
        Misses.IncTo(statistics.Misses);
        Evictions.IncTo(statistics.Evictions);
        Items.Set(statistics.Items);
        Bytes.Set(statistics.Bytes);
    });
}
