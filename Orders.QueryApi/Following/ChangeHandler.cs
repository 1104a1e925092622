using System.Diagnostics;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Loading;
using Orders.QueryApi.Watching;
using Orders.ServiceDefaults.Tracing.Messaging;
using Prometheus;

namespace Orders.QueryApi.Following;

/// <summary>Applies what <c>orders_changed</c> says to the cache, and passes it on to who watches; only called from the follower's thread.</summary>
internal sealed class ChangeHandler(
    OrderCache cache, OrderLoader loader, OrderWatchers watchers, TrustClock trust, TimeProvider time, ILogger<ChangeHandler> log)
{
    // 5 s is a bound of its own: Cache:MaxStaleness. Observed once for each change that was news to this cache: the repeats that follow an
    // ingestor's restart are not, nor is what the warm-up had read already. A repeat of an order that has been evicted
    // meanwhile looks like news and counts again, with its full age.
    private readonly Histogram _freshness = Metrics.CreateHistogram(
        "order_freshness_seconds",
        "Time from the append to the topic of orders until the change reached this cache.",
        new HistogramConfiguration { Buckets = [.001, .0025, .005, .01, .015, .02, .03, .05, .075, .1, .15, .25, .5, 1, 2.5, 5, 10, 30] });

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
        var isNews = cache.Offer(change.Uid, change.Document, change.Version);
        Activity.Current?.SetTag(MessagingTags.Outcome, isNews ? "applied" : "known");
        if (isNews && change.AppendedAt is { } appendedAt)
        {
            _freshness.Observe(Math.Max(0, (time.GetUtcNow() - appendedAt).TotalSeconds));
        }

        watchers.Offer(change.Uid, change.Version, change.Document);
    }
}
