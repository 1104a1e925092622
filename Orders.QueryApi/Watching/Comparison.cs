using Microsoft.Extensions.Options;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;

namespace Orders.QueryApi.Watching;

/// <summary>
/// Leaves nobody on an old version. A stream is fed by broadcasts, so the rules of the cache hold for it: while nothing proves that no
/// broadcast is missing (heartbeats stay away, a reset, records that fell off the topic, a topic made anew), each watched order is
/// compared with the database once per <c>Cache:MaxStaleness</c>, and what is new there is sent.
/// </summary>
internal sealed class Comparison(
    OrderWatchers watchers, OrderLoader loader, TrustClock trust, IOptions<CacheOptions> cache, TimeProvider time) : BackgroundService
{
    /// <summary>Few, so that readers who wait for an order find the database at their service.</summary>
    private const int AtOnce = 4;

    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = cache.Value.MaxStaleness / 4;
        using var timer = new PeriodicTimer(interval < LongestInterval ? interval : LongestInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await CompareAllAsync(stoppingToken);
        }
    }

    private async Task CompareAllAsync(CancellationToken stoppingToken)
    {
        var now = time.GetTimestamp();
        var doubtful = watchers.Orders.Where(order => !trust.IsFresh(order.VerifiedAt, now));

        // A database that is away would make each of them wait for its timeout: after the first, the rest has time until the next round.
        using var unavailable = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            await Parallel.ForEachAsync(
                doubtful,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = unavailable.Token },
                async (order, token) =>
                {
                    if (!await TryCompareAsync(order, token))
                    {
                        await unavailable.CancelAsync();
                    }
                });
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async ValueTask<bool> TryCompareAsync(WatchedOrder order, CancellationToken cancellationToken)
    {
        var known = order.Version;
        var result = await loader.ReloadAsync(order.Uid, cancellationToken);
        switch (result.Outcome)
        {
            case LoadOutcome.Found when result.Order.Version >= known:
                WatchingMetrics.LeftOut(order.Offer(result.Order));
                return true;
            case LoadOutcome.Unavailable:
                return false;
            default:
                // The database was restored, or somebody deleted the order. Versions never fall within a stream: the clients
                // come back and begin with what is there now.
                order.End();
                return true;
        }
    }
}
