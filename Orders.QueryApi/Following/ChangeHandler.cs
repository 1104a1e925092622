using Orders.QueryApi.Caching;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Watching;
using Prometheus;

namespace Orders.QueryApi.Following;

/// <summary>Applies what <c>orders_changed</c> says to the cache, and passes it on to who watches; only called from the follower's thread.</summary>
internal sealed class ChangeHandler(
    OrderCache cache, OrderLoader loader, OrderWatchers watchers, TrustClock trust, TimeProvider time, ILogger<ChangeHandler> log)
{
    // 1 ms to about a minute. Observed once for each change that was news to this cache: the repeats that follow an
    // ingestor's restart are not, nor is what the warm-up had read already. A repeat of an order that has been evicted
    // meanwhile looks like news and counts again, with its full age.
    private readonly Histogram _freshness = Metrics.CreateHistogram(
        "order_freshness_seconds",
        "From the append to the topic of orders until the change reached this cache",
        new HistogramConfiguration { Buckets = [.. Histogram.ExponentialBuckets(0.001, 2, 16), 60] });

    public void Apply(ChangeRecord record)
    {
        switch (record)
        {
            case ChangeRecord.Change change:
                Apply(change);
                break;
            case ChangeRecord.Heartbeat heartbeat:
                var age = time.GetUtcNow() - heartbeat.MadeAt;
                trust.Heartbeat(heartbeat.Partition, heartbeat.PartitionCount, TimestampTicks.From(age, time), time.GetTimestamp());
                break;
            case ChangeRecord.Reset reset:
                log.ResetReceived(reset.Partition);
                trust.Continuous(since: time.GetTimestamp());
                break;
            case ChangeRecord.Unreadable { Uid: { } uid }:
                // Whatever it was meant to say, the database knows.
                loader.Announce(uid, version: long.MaxValue);
                cache.Remove(uid);
                watchers.Doubt(uid);
                break;
        }
    }

    private void Apply(ChangeRecord.Change change)
    {
        // The order of the two is what keeps versions from going backwards: see OrderLoader. An order that is not cached enters
        // unproven, so its first reader has it compared with the database: an ingestor that stood still while another one
        // took its partition may announce what has been replaced since, and heartbeats of the other say nothing about that.
        loader.Announce(change.Uid, change.Version);
        if (cache.Offer(change.Uid, change.Document, change.Version) && change.AppendedAt is { } appendedAt)
        {
            _freshness.Observe(Math.Max(0, (time.GetUtcNow() - appendedAt).TotalSeconds));
        }

        watchers.Offer(change.Uid, change.Version, change.Document);
    }
}
