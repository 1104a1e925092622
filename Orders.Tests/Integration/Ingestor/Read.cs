using Confluent.Kafka;

using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>Reads a topic from its beginning to where it ends now.</summary>
internal static class Read
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    public static IEnumerable<long> Ends(TestBroker broker, string topic, int partitions)
    {
        using var consumer = Consumer(broker);
        return [.. Enumerable.Range(0, partitions).Select(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Timeout).High.Value)];
    }

    public static IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> All(TestBroker broker, string topic, int partitions)
    {
        using var consumer = Consumer(broker);
        var records = new List<ConsumeResult<byte[]?, byte[]?>>();
        for (var partition = 0; partition < partitions; partition++)
        {
            var position = new TopicPartition(topic, partition);
            var marks = consumer.QueryWatermarkOffsets(position, Timeout);
            consumer.Assign(new TopicPartitionOffset(position, marks.Low));
            for (var next = marks.Low.Value; next < marks.High.Value;)
            {
                var record = consumer.Consume(Timeout) ?? throw new TimeoutException($"{position} ends at {marks.High}, but nothing came after {next}.");
                records.Add(record);
                next = record.Offset.Value + 1;
            }
        }

        return records;
    }

    private static IConsumer<byte[]?, byte[]?> Consumer(TestBroker broker) =>
        new ConsumerBuilder<byte[]?, byte[]?>(broker.ConsumerConfig($"reader-{Guid.NewGuid():N}")).Build();
}
