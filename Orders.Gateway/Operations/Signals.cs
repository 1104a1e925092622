using System.Collections.Frozen;

namespace Orders.Gateway.Operations;

/// <summary>What is drawn, and from which metrics.</summary>
internal static class Signals
{
    private const string Ingestor = "ingestor";
    private const string QueryApi = "query-api";

    // Requests are counted at the door: only there is the answer the client's, also when no query API could give one.
    private const string Gateway = OwnMetrics.Service;

    private const string Processed = "kafka_messages_processed_total";
    private const string Lag = "kafka_consumer_lag_messages";
    private const string Freshness = "order_freshness_seconds";
    private const string Hits = "cache_hits_total";
    private const string Misses = "cache_misses_total";
    private const string CacheBytes = "cache_size_bytes";
    private const string Requests = "http_requests_total";
    private const string Durations = "http_request_duration_seconds";
    private const string DeadLetter = "dlq_";

    private static readonly string[] Outcomes = ["inserted", "updated", "unchanged", "dlq_json", "dlq_validation", "dlq_db"];

    public static FrozenSet<string> Metrics { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Processed, Lag, Freshness + "_bucket", Hits, Misses, CacheBytes, Requests, Durations + "_bucket", "process_start_time_seconds");

    public static IReadOnlyList<Signal> All { get; } =
    [
        .. Outcomes.Select(outcome => new Signal(
            "ingest_rate", "1/s", round => round.Rate(Ingestor, Processed, sample => sample.Label("status") == outcome), "status", outcome)),
        new("lag", "1", round => round.Sum(Ingestor, Lag)),
        new("freshness_p50", "s", round => round.Quantile(QueryApi, Freshness, 0.5, _ => true)),
        new("freshness_p99", "s", round => round.Quantile(QueryApi, Freshness, 0.99, _ => true)),
        new("cache_hit_ratio", "1", HitRatio),
        new("cache_bytes", "By", round => round.Sum(QueryApi, CacheBytes)),
        new("request_rate", "1/s", round => round.Rate(Gateway, Requests, IsApi)),
        new("request_p50", "s", round => round.Quantile(Gateway, Durations, 0.5, IsApi)),
        new("request_p99", "s", round => round.Quantile(Gateway, Durations, 0.99, IsApi)),
        new("error_rate", "1/s", round => round.Rate(Gateway, Requests, sample => IsApi(sample) && sample.Label("status").StartsWith('5'))),
        new("dlq_rate", "1/s", round => round.Rate(Ingestor, Processed, sample => sample.Label("status").StartsWith(DeadLetter, StringComparison.Ordinal))),
    ];

    private static double HitRatio(Round round)
    {
        var hits = round.Increase(QueryApi, Hits);
        return hits / (hits + round.Increase(QueryApi, Misses));
    }

    // Not the streams, which last as long as somebody looks, nor what this page itself keeps asking.
    private static bool IsApi(MetricSample sample)
    {
        var handler = sample.Label("handler");
        return handler.StartsWith("/api/", StringComparison.Ordinal)
            && !handler.EndsWith("/events", StringComparison.Ordinal)
            && handler is not (OperationsEndpoint.Path or "/api/session");
    }
}
