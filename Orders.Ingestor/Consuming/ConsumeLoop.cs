using Confluent.Kafka;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Topics;
using Orders.Ingestor.Writing;

namespace Orders.Ingestor.Consuming;

/// <summary>
/// The thread that reads <c>orders</c> and hands the messages to the writers. It keeps polling whatever the writers wait for, so
/// that an outage does not cost this instance its place in the group. The client is used from this thread alone, except for
/// storing and committing offsets.
/// </summary>
internal sealed class ConsumeLoop(
    OrderClient client,
    TopicCatalog topics,
    PartitionAssignment assignment,
    WriterPool writers,
    ConsumerRestart restart,
    RenewedTopic renewed,
    StandstillWatch watch,
    IngestorHealth health,
    TimeProvider time,
    ILogger<ConsumeLoop> log)
{
    private static readonly TimeSpan PollTimeout = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Longer than a batch takes where many writers share few processors. Pausing throws the prefetched messages away: they are fetched and unpacked
    /// again, a second later. Who joins or leaves the group meanwhile waits no longer for this than for a batch that is being finished.
    /// </summary>
    private static readonly TimeSpan PatienceBeforePause = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CoordinatorPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstRestartPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRestartPause = TimeSpan.FromSeconds(5);

    /// <summary>Read from Kafka, but their writers have no room. While there are any, everything is paused.</summary>
    private readonly Queue<IngestMessage> _held = new();
    private TimeSpan _restartPause = FirstRestartPause;

    public void Run(CancellationToken stop)
    {
        try
        {
            client.Consumer.Subscribe(topics.Orders);
            health.Started();
            while (!stop.IsCancellationRequested)
            {
                if (restart.Take() is { } reason)
                {
                    Restart(reason, stop);
                }

                if (!Poll(TimeSpan.Zero))
                {
                    writers.NothingAtHand();
                    watch.NothingFetched();
                    Poll(PollTimeout);
                }

                Deliver(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while it waited for an outage to pass.
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Finishes what is in hand and commits (see <see cref="PartitionAssignment.Revoked"/>), then leaves the group at once instead
    /// of after the session timeout. Closing waits for the coordinator however long it is away, so it is asked first.
    /// </summary>
    private void Leave()
    {
        try
        {
            client.Consumer.Committed([new TopicPartition(topics.Orders, 0)], CoordinatorPatience);
        }
        catch (KafkaException away) when (!away.Error.IsFatal)
        {
            log.LeftWithoutGoodbye(away.Error.Code);
            return;
        }

        client.Consumer.Close();
    }

    /// <returns>Whether the client had something to say.</returns>
    private bool Poll(TimeSpan timeout)
    {
        try
        {
            var record = client.Consumer.Consume(timeout);
            if (renewed.IsReadBy(client.Consumer))
            {
                restart.Request("the topic was deleted and made anew");
            }
            else if (record is not null && assignment.Owned(record.Partition.Value) is { } partition)
            {
                partition.Position = record.Offset.Value + 1;
                _held.Enqueue(new IngestMessage(partition, record));
                _restartPause = FirstRestartPause;
            }

            return record is not null;
        }
        catch (ConsumeException error) when (!error.Error.IsFatal)
        {
            log.ConsumeFailed(error.Error.Code);
            if (error.Error.Code is ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset
                or ErrorCode.UnknownTopicOrPart or ErrorCode.UnknownTopicId or ErrorCode.Local_MaxPollExceeded)
            {
                restart.Request($"Kafka answers {error.Error.Code}");
            }

            return true;
        }
    }

    private void Deliver(CancellationToken stop)
    {
        if (DeliverHeld() || WaitThenDeliver(stop))
        {
            return;
        }

        // An outage. Partitions may come and go meanwhile, so what is paused is told anew each time.
        log.Paused(client.Consumer.Assignment.Count);
        while (!DeliverHeld())
        {
            stop.ThrowIfCancellationRequested();
            client.Consumer.Pause(client.Consumer.Assignment);
            Poll(PollTimeout);
            if (restart.Take() is { } reason)
            {
                Restart(reason, stop);
            }
        }

        client.Consumer.Resume(client.Consumer.Assignment);
        log.Resumed();
    }

    private bool WaitThenDeliver(CancellationToken stop)
    {
        var started = time.GetTimestamp();
        for (var left = PatienceBeforePause; left > TimeSpan.Zero; left = PatienceBeforePause - time.GetElapsedTime(started))
        {
            writers.Of(_held.Peek().Partition.Id).Queue.WaitForRoom(left, stop);
            if (DeliverHeld())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>In the order in which they were read. True when none is left.</summary>
    private bool DeliverHeld()
    {
        while (_held.TryPeek(out var message))
        {
            if (!message.Partition.Leaving && !writers.Of(message.Partition.Id).Queue.TryAdd(message))
            {
                return false;
            }

            _held.Dequeue();
        }

        return true;
    }

    /// <summary>Leaves the group and joins it again with another client; the assignment callbacks then choose every start offset anew.</summary>
    private void Restart(string reason, CancellationToken stop)
    {
        log.Restarting(reason);
        client.Consumer.Unsubscribe();
        while (!assignment.IsEmpty)
        {
            Poll(PollTimeout);
        }

        _held.Clear();
        Leave();
        client.Renew();
        // What was asked for meanwhile is done by this.
        restart.Take();
        stop.WaitHandle.WaitOne(_restartPause);
        _restartPause = _restartPause * 2 < LongestRestartPause ? _restartPause * 2 : LongestRestartPause;
        client.Consumer.Subscribe(topics.Orders);
    }
}
