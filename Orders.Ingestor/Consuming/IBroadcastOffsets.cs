using Orders.Ingestor.Batching;

namespace Orders.Ingestor.Consuming;

/// <summary>Kafka's committed offsets: below them everything has been broadcast.</summary>
internal interface IBroadcastOffsets
{
    /// <summary>Has <see cref="OwnedPartition.Broadcast"/> committed soon, in the background. May lag: what it does not say yet is broadcast twice.</summary>
    void Store(IEnumerable<OwnedPartition> partitions);

    /// <summary>Commits <see cref="OwnedPartition.Broadcast"/> before it returns.</summary>
    /// <exception cref="Confluent.Kafka.KafkaException">Not committed.</exception>
    Task CommitAsync(IReadOnlyList<OwnedPartition> partitions);
}
