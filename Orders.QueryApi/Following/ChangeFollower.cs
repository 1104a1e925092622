using Confluent.Kafka;
using Microsoft.Extensions.Options;
using Orders.QueryApi.Caching;
using Orders.QueryApi.WarmingUp;
using Orders.ServiceDefaults;

namespace Orders.QueryApi.Following;

/// <summary>
/// Keeps the cache current from <c>orders_changed</c>: notes where the topic ends, lets the warm-up read the database, then
/// applies everything from there on. All partitions are this instance's own; nothing is committed.
/// </summary>
/// <remarks>
/// When it cannot be sure to have seen every change (records fell off the topic's retention, the topic was made anew or got
/// more partitions, the consumer failed) it starts over at the present end. The cache keeps its orders, for times when the
/// database is away, but each is compared with the database before it is trusted again.
/// </remarks>
internal sealed class ChangeFollower(
    Func<IConsumer<string?, byte[]?>> makeConsumer,
    ChangeHandler handler,
    TrustClock trust,
    FollowingState state,
    WarmUpState warmUp,
    IOptions<TopicOptions> topics,
    IOptions<CacheOptions> cache,
    TimeProvider time,
    ILogger<ChangeFollower> log) : BackgroundService
{
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(5);
    private readonly string _topic = topics.Value.Changes;
    private readonly ChangeSpan _span = new(topics.Value.Changes);

    // A thread of its own: Consume blocks, and consuming and closing must be one thread's business.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(
            () => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Run(CancellationToken stopping)
    {
        var pauses = new GrowingPause(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));
        while (!stopping.IsCancellationRequested)
        {
            var reason = FollowUntilBroken(pauses, stopping);
            trust.Break();
            if (!stopping.IsCancellationRequested)
            {
                var pause = pauses.Next();
                state.Trouble = reason;
                log.StartingOver(_topic, reason, pause);
                stopping.WaitHandle.WaitOne(pause);
            }
        }
    }

    /// <summary>
    /// With a client of its own: one that knew the topic before does not forget it, and takes the leaders of a topic that was made anew, whose
    /// epochs begin at 0 again, for old news (librdkafka).
    /// </summary>
    /// <returns>Why it has to start over.</returns>
    private string FollowUntilBroken(GrowingPause pauses, CancellationToken stopping)
    {
        using var consumer = makeConsumer();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var interval = TimeSpan.FromTicks(Math.Min(cache.Value.MaxStaleness.Ticks, TimeSpan.FromSeconds(10).Ticks));
        var watch = new TopicWatch(admin, _topic, interval, time, log);
        try
        {
            return FollowUntilBroken(consumer, watch, pauses, stopping);
        }
        finally
        {
            watch.Finish();
            consumer.Close();
        }
    }

    private string FollowUntilBroken(IConsumer<string?, byte[]?> consumer, TopicWatch watch, GrowingPause pauses, CancellationToken stopping)
    {
        try
        {
            if (watch.Ask() is not { } shape)
            {
                return "the topic does not exist yet";
            }

            consumer.Assign(NoteEnds(consumer, shape));
            trust.Continuous(since: time.GetTimestamp());
            state.SetEndsNoted();
            warmUp.Done.Wait(stopping);
            log.Following(_topic, shape.Partitions);
            state.Trouble = null;
            return Apply(consumer, shape, watch, pauses, stopping);
        }
        catch (KafkaException exception) when (!exception.Error.IsFatal)
        {
            return exception.Error.Reason;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return "stopping";
        }
    }

    private string Apply(IConsumer<string?, byte[]?> consumer, TopicShape shape, TopicWatch watch, GrowingPause pauses, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(100)) is { } consumed)
            {
                pauses.Reset();
                var record = ChangeRecord.Read(consumed.Message);
                if (record is ChangeRecord.Unreadable)
                {
                    log.UnreadableRecord(consumed.Topic, consumed.Partition, consumed.Offset);
                }

                using var span = _span.Start(consumed, record);
                handler.Apply(record);
            }

            if (watch.TryGetNews(out var news) && news != shape)
            {
                return news is null ? "the topic is gone" : "the topic was made anew or its partitions changed";
            }
        }

        return "stopping";
    }

    private List<TopicPartitionOffset> NoteEnds(IConsumer<string?, byte[]?> consumer, TopicShape shape) =>
        [.. Enumerable.Range(0, shape.Partitions).Select(number =>
        {
            var partition = new TopicPartition(_topic, number);
            return new TopicPartitionOffset(partition, consumer.QueryWatermarkOffsets(partition, QueryTimeout).High);
        })];
}
