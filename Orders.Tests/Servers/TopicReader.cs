using Confluent.Kafka;

namespace Orders.Tests.Servers;

/// <summary>Reads topics of an in-memory broker, from the beginning to where they end now.</summary>
internal static class TopicReader
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>The offset that each partition gives next.</summary>
    public static IEnumerable<long> Ends(string bootstrapServers, string topic, int partitions)
    {
        using var consumer = Consumer(bootstrapServers);
        return [.. Enumerable.Range(0, partitions).Select(partition => consumer.QueryWatermarkOffsets(new TopicPartition(topic, partition), Timeout).High.Value)];
    }

    public static IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> ReadAll(string bootstrapServers, string topic, int partitions)
    {
        using var consumer = Consumer(bootstrapServers);
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

    private static IConsumer<byte[]?, byte[]?> Consumer(string bootstrapServers) => new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig
    {
        BootstrapServers = bootstrapServers,
        GroupId = $"reader-{Guid.NewGuid():N}",
        FetchWaitMaxMs = 10,
        EnableAutoCommit = false,
    }).Build();
}
