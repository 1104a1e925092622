using Microsoft.Extensions.Options;
using Npgsql;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.WarmingUp;

/// <summary>
/// Fills the cache with the newest orders, once, newest first into the cold end, until it is full. It begins after the
/// follower has noted the end of the changes, so that whatever the pages miss is among the changes that are applied next.
/// </summary>
internal sealed class WarmUp(
    NewestOrders newest,
    OrderCache cache,
    FollowingState following,
    WarmUpState state,
    DatabaseState database,
    IOptions<TopicOptions> topics,
    TimeProvider time,
    ILogger<WarmUp> log) : BackgroundService
{
    // Without Kafka the cache is of use all the same: its orders are compared with the database before each is trusted.
    private static readonly TimeSpan LongestWaitForKafka = TimeSpan.FromSeconds(10);

    private PageEnd _position = PageEnd.Start;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await EndsNotedAsync(stoppingToken))
        {
            log.WarmUpWithoutKafka(topics.Value.Changes, LongestWaitForKafka);
        }

        var start = time.GetTimestamp();
        var pauses = new GrowingPause(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));
        while (await NextPageAsync(pauses, stoppingToken))
        {
        }

        var filled = cache.Statistics;
        log.WarmedUp(filled.Items, filled.Bytes, time.GetElapsedTime(start));
        state.SetDone();
    }

    private async Task<bool> EndsNotedAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAny(following.EndsNoted, Task.Delay(LongestWaitForKafka, time, stoppingToken));
        stoppingToken.ThrowIfCancellationRequested();
        return following.EndsNoted.IsCompleted;
    }

    /// <returns>Whether to go on.</returns>
    private async Task<bool> NextPageAsync(GrowingPause pauses, CancellationToken stoppingToken)
    {
        try
        {
            using var measurement = DatabaseMetrics.Measure(DatabaseMetrics.WarmUp, time);
            var sentAt = time.GetTimestamp();
            var more = await newest.ReadPageAsync(_position, order => Take(order, sentAt), stoppingToken);
            database.Answered();
            pauses.Reset();
            return more;
        }
        catch (NpgsqlException exception)
        {
            // Also "no such table" and "no such database": the ingestor has not made them yet.
            DatabaseMetrics.Failed(DatabaseMetrics.WarmUp);
            database.Failed(exception);
            var pause = pauses.Next();
            log.WarmUpFailed((exception as PostgresException)?.SqlState, pause);
            await Task.Delay(pause, time, stoppingToken);
            return true;
        }
    }

    private bool Take(NewestOrder order, long sentAt)
    {
        _position = order.Position;
        var added = cache.AddAtColdEnd(order.Position.Uid, new CachedOrder(order.Document, order.Version, sentAt));

        // A full shard leaves out what is older than all it has; the others go on until each has been full once.
        return added != ColdAddition.Full || !cache.ColdEndClosed;
    }
}
