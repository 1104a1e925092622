using Confluent.Kafka;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Outages;
using Orders.Ingestor.Storing;
using Orders.Ingestor.Topics;
using Orders.Ingestor.Writing;

namespace Orders.Ingestor.Consuming;

/// <summary>
/// What the group gives to this instance and takes from it. Everything here runs on the consume thread, inside
/// the client's rebalance callbacks.
/// </summary>
internal sealed class PartitionAssignment(
    TopicCatalog topics,
    IOrderStore store,
    WriterPool writers,
    OutageRetry retry,
    IngestorHealth health,
    TimeSpan releaseTimeout,
    ILogger<PartitionAssignment> log)
{
    private static readonly TimeSpan CommittedTimeout = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, OwnedPartition> _partitions = [];

    /// <summary>Ends the waiting for an outage to pass.</summary>
    public CancellationToken Stop { get; set; }

    public bool IsEmpty => _partitions.Count == 0;

    /// <summary>The partition that a message just read belongs to; <c>null</c> when it has left meanwhile.</summary>
    public OwnedPartition? Owned(int partition) => _partitions.GetValueOrDefault(partition);

    /// <summary>
    /// Answers where to start. Waits for the database and the broker however long they are away: an exception here would leave
    /// the consumer in the group with partitions that it does not read.
    /// </summary>
    public IEnumerable<TopicPartitionOffset> Assigned(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartition> partitions)
    {
        if (partitions.Count == 0)
        {
            return [];
        }

        var owned = retry.RunAsync(() => ChooseStartsAsync(consumer, partitions), Stop).GetAwaiter().GetResult();
        foreach (var partition in owned)
        {
            _partitions[partition.Id] = partition;
            writers.Of(partition.Id).Own(partition);
            log.Assigned(partition.Id, partition.Start, partition.Applied);
        }

        return owned.ConvertAll(partition => new TopicPartitionOffset(topics.Orders, partition.Id, partition.Start));
    }

    /// <summary>Finishes what is in hand, says so to Kafka, and lets go.</summary>
    public void Revoked(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<int> partitions)
    {
        Resume(consumer, partitions);
        var leaving = Remove(partitions);
        var finished = Task.WhenAll(leaving.Select(partition => writers.Of(partition.Id).LeaveAsync(partition)));
        if (!health.IsFailing && !finished.Wait(releaseTimeout))
        {
            log.ReleasedUnfinished();
        }

        try
        {
            consumer.Commit(leaving.Select(partition => new TopicPartitionOffset(topics.Orders, partition.Id, partition.Broadcast)));
        }
        catch (KafkaException unknown) when (!unknown.Error.IsFatal)
        {
            // The next owner starts from an older commit and broadcasts again what the caches already have.
            log.CommitFailed(unknown.Error.Code);
        }

        leaving.ForEach(partition => partition.Release());
        log.Revoked(leaving.Count);
    }

    /// <summary>The group has given the partitions to others already: drop everything at once.</summary>
    public void Lost(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<int> partitions)
    {
        Resume(consumer, partitions);
        foreach (var partition in Remove(partitions))
        {
            partition.Release();
            _ = writers.Of(partition.Id).LeaveAsync(partition);
        }

        log.Lost(partitions.Count);
    }

    /// <summary>A partition that leaves while it is paused would still be paused when it comes back.</summary>
    private void Resume(IConsumer<byte[]?, byte[]?> consumer, IReadOnlyList<int> partitions) =>
        consumer.Resume(partitions.Select(partition => new TopicPartition(topics.Orders, partition)));

    private List<OwnedPartition> Remove(IReadOnlyList<int> partitions)
    {
        var removed = new List<OwnedPartition>();
        foreach (var id in partitions)
        {
            if (_partitions.Remove(id, out var partition))
            {
                removed.Add(partition);
            }
        }

        return removed;
    }

    /// <summary>
    /// Any answer here may take seconds, and others work on the same partitions meanwhile: whoever had them before, or has got them
    /// because this instance missed its session. So the questions have an order. The commit is asked before the progress and the end after it,
    /// because only then is commit ≤ progress ≤ end unless something is wrong; and the answers count only if they are all about one topic.
    /// </summary>
    private async Task<List<OwnedPartition>> ChooseStartsAsync(IConsumer<byte[]?, byte[]?> consumer, List<TopicPartition> partitions)
    {
        var topicId = await topics.ReadOrdersIdAsync();
        var ids = partitions.ConvertAll(partition => partition.Partition.Value);
        var first = await topics.FirstOffsetsAsync(ids);
        var committed = consumer.Committed(partitions, CommittedTimeout)
            .Where(offset => !offset.Offset.IsSpecial)
            .ToDictionary(offset => offset.Partition.Value, offset => offset.Offset.Value);
        var progress = await store.ReadProgressAsync(topicId, CancellationToken.None);
        var end = await topics.EndOffsetsAsync(ids);
        if (await topics.ReadOrdersIdAsync() != topicId)
        {
            // Made anew meanwhile: what was asked first is about the old one. Ask again.
            throw new KafkaException(ErrorCode.UnknownTopicId);
        }

        var owned = new List<OwnedPartition>();
        foreach (var id in ids)
        {
            var applied = progress.TryGetValue(id, out var next) ? next : (long?)null;
            var position = StartPosition.Choose(applied, committed.TryGetValue(id, out var offset) ? offset : null, first[id], end[id]);
            if (position.Lost > 0)
            {
                log.LostToRetention(id, position.Applied, position.Lost);
            }

            if (position.WasTruncated)
            {
                log.Truncated(id, next, end[id]);
            }

            if (applied != position.Applied)
            {
                // Another instance may be doing the same; whatever stands there afterwards is what this one expects.
                position = position with { Applied = await store.SetProgressAsync(topicId, topics.Orders, id, applied, position.Applied, CancellationToken.None) };
            }

            owned.Add(new OwnedPartition(topicId, id, position.Start, position.Applied) 
            {
                NeedsReset = position.NeedsReset,
                CommitMisleads = position.CommitMisleads,
            });
        }

        return owned;
    }
}
