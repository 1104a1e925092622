using Confluent.Kafka;

using Orders.AppHost.Embedded.Kafka;
using Orders.Chaos.Running;
using Orders.Contracts;
using Orders.Producer.Generation;

namespace Orders.Bench.Ingesting;

/// <summary>A topic of orders, filled as fast as the broker takes it, and how much of it has been dealt with.</summary>
internal sealed class OrderTopic(string bootstrapServers, int partitions, string name = TopicNames.Orders, string group = OrderTopic.Group) : IDisposable
{
    /// <summary>The ingestors' consumer group.</summary>
    private const string Group = "orders-ingestor";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IConsumer<Ignore, Ignore> _consumer = new ConsumerBuilder<Ignore, Ignore>(
        new ConsumerConfig { BootstrapServers = bootstrapServers, GroupId = group, EnableAutoCommit = false }).Build();

    private readonly IProducer<string, byte[]> _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
    {
        BootstrapServers = bootstrapServers,
        EnableIdempotence = true,
        CompressionType = CompressionType.Zstd,
        LingerMs = 50,
        BatchSize = 1024 * 1024,
        QueueBufferingMaxMessages = 1_000_000,
        QueueBufferingMaxKbytes = 1024 * 1024,
    }).Build();

    /// <summary>That of the orders of a system.</summary>
    public static OrderTopic Of(OrdersSystem system) => new(system.Kafka.BootstrapServers, Partitions);

    public static int Partitions => EmbeddedTopics.FromEnvironment().Single(topic => topic.Name == TopicNames.Orders).Partitions;

    /// <summary>Returns when all of them are acknowledged.</summary>
    public void Append(IEnumerable<OrderMessage> messages)
    {
        Error? failed = null;
        foreach (var message in messages)
        {
            _producer.Produce(name, new Message<string, byte[]> { Key = message.OrderUid, Value = message.Value }, report => failed = report.Error.IsError ? report.Error : failed);
        }

        _producer.Flush(Patience);
        if (failed is not null)
        {
            throw new KafkaException(failed);
        }
    }

    /// <summary>Messages that were ever appended.</summary>
    public long End() => All().Sum(partition => _consumer.QueryWatermarkOffsets(partition, Patience).High.Value);

    /// <summary>Messages that are still kept.</summary>
    public long Kept() => All().Select(partition => _consumer.QueryWatermarkOffsets(partition, Patience)).Sum(marks => marks.High.Value - marks.Low.Value);

    /// <summary>Messages that the ingestors have stored, broadcast and committed.</summary>
    public long Committed() => _consumer.Committed(All(), Patience).Sum(offset => offset.Offset.IsSpecial ? 0 : offset.Offset.Value);

    public void Dispose()
    {
        _producer.Dispose();
        _consumer.Dispose();
    }

    private IEnumerable<TopicPartition> All() => Enumerable.Range(0, partitions).Select(number => new TopicPartition(name, number));
}
