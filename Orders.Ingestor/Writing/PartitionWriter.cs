using System.Collections.Concurrent;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Broadcasting;
using Orders.Ingestor.Consuming;
using Orders.Ingestor.Outages;
using Orders.Ingestor.Storing;

namespace Orders.Ingestor.Writing;

/// <summary>
/// One of the loops that store: batch after batch of the partitions that belong to it, and a heartbeat for each of them in
/// between. Partitions never share state, so writers never wait for each other.
/// </summary>
internal sealed class PartitionWriter(
    MessageQueue queue,
    BatchPipeline pipeline,
    IOrderStore store,
    IChangeTopic changes,
    IBroadcastOffsets offsets,
    ConsumerRestart restart,
    OutageRetry retry,
    TimeSpan heartbeatInterval,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<int, OwnedPartition> _owned = new();
    private readonly Lock _lock = new();
    private Task _inHand = Task.CompletedTask;

    public MessageQueue Queue => queue;

    public IReadOnlyList<OwnedPartition> Owned => [.. _owned.Values];

    /// <summary>Before the first message of the partition is added to <see cref="Queue"/>.</summary>
    public void Own(OwnedPartition partition) => _owned[partition.Id] = partition;

    /// <summary>Nothing more is begun for the partition. What is in hand may be finished until <see cref="OwnedPartition.Release"/>.</summary>
    /// <returns>Completes when nothing of it is in hand.</returns>
    public Task LeaveAsync(OwnedPartition partition)
    {
        _owned.TryRemove(KeyValuePair.Create(partition.Id, partition));
        lock (_lock)
        {
            partition.Leave();
            return _inHand;
        }
    }

    /// <summary>Ends with <see cref="OperationCanceledException"/> on stop; any other exception is a fault that must end the process.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var lastHeartbeat = time.GetTimestamp();
        while (true)
        {
            var wait = heartbeatInterval - time.GetElapsedTime(lastHeartbeat);
            var batch = wait > TimeSpan.Zero ? await queue.TakeAsync(wait, stop) : [];
            await InHandAsync(batch, stop);

            if (time.GetElapsedTime(lastHeartbeat) >= heartbeatInterval)
            {
                lastHeartbeat = time.GetTimestamp();
                await retry.RunAsync(HeartbeatAsync, stop);
            }
        }
    }

    private async Task InHandAsync(List<IngestMessage> batch, CancellationToken stop)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            batch.RemoveAll(message => message.Partition.Leaving);
            if (batch.Count == 0)
            {
                return;
            }

            _inHand = done.Task;
        }

        try
        {
            await retry.RunAsync(ResetAsync, stop);
            await pipeline.RunAsync(batch, stop);
        }
        finally
        {
            done.SetResult();
        }
    }

    /// <summary>
    /// Before anything of the partition is applied. Without a commit in Kafka a crash repeats the reset; a commit that misleads
    /// is replaced first, so that it does.
    /// </summary>
    private async Task ResetAsync()
    {
        var partitions = _owned.Values.Where(partition => partition.NeedsReset && !partition.Released).ToList();
        foreach (var partition in partitions)
        {
            await changes.ResetAsync(partition);
        }

        if (partitions.FindAll(partition => partition.CommitMisleads) is { Count: > 0 } misled)
        {
            await offsets.CommitAsync(misled);
        }

        offsets.Store(partitions);
        partitions.ForEach(partition => partition.NeedsReset = false);
    }

    private async Task HeartbeatAsync()
    {
        await ResetAsync();
        var partitions = _owned.Values.Where(partition => partition.CaughtUp && !partition.Released).ToList();
        if (partitions.Count == 0)
        {
            return;
        }

        // Whoever lost a partition without knowing finds the progress moved, and keeps silent.
        var progress = await store.ReadProgressAsync(partitions[0].TopicId, CancellationToken.None);
        await changes.HeartbeatAsync(partitions.FindAll(partition => progress.GetValueOrDefault(partition.Id, -1) == partition.Applied));

        if (partitions.Find(partition => progress.GetValueOrDefault(partition.Id, -1) < partition.Applied) is { } behind)
        {
            restart.Request($"the progress of partition {behind.Id} went backwards");
        }
    }
}
