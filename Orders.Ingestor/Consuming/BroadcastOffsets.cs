using Confluent.Kafka;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Topics;

namespace Orders.Ingestor.Consuming;

/// <summary>Through the consumer, which commits what was stored every <c>auto.commit.interval.ms</c> and when partitions leave.</summary>
internal sealed class BroadcastOffsets(OrderClient client, TopicCatalog topics) : IBroadcastOffsets
{
    public void Store(IEnumerable<OwnedPartition> partitions)
    {
        foreach (var partition in partitions.Where(partition => !partition.Released))
        {
            try
            {
                client.Use(consumer => consumer.StoreOffset(Position(partition)));
            }
            catch (KafkaException gone) when (gone.Error.Code == ErrorCode.Local_State)
            {
                // The partition left between the check and the call; its new owner broadcasts from the last commit.
            }
        }
    }

    public Task CommitAsync(IReadOnlyList<OwnedPartition> partitions) =>
        Task.Run(() => client.Use(consumer => consumer.Commit(partitions.Select(Position))));

    private TopicPartitionOffset Position(OwnedPartition partition) => new(topics.Orders, partition.Id, partition.Broadcast);
}
