using System.Diagnostics;

namespace Orders.QueryApi.Serving;

/// <summary>What the span of a request says about the cache. Without an exporter there is no span, and asking for it is all it costs.</summary>
internal static class RequestSpan
{
    private const string CacheOutcome = "orders.cache.outcome";

    public static void Tell(Finding finding)
    {
        if (Activity.Current is { IsAllDataRequested: true } span)
        {
            span.SetTag(CacheOutcome, finding switch
            {
                Finding.Hit => "hit",
                Finding.Miss => "miss",
                Finding.Stale => "stale",
                Finding.NotFound => "not_found",
                _ => "unavailable",
            });
        }
    }
}
