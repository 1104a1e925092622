using Confluent.Kafka;

using Microsoft.Extensions.Logging.Abstractions;

using Orders.Contracts;
using Orders.Ingestor.Appending;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Broadcasting;
using Orders.Ingestor.Topics;
using Orders.ServiceDefaults;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

public sealed class ChangeTopicTests
{
    [Fact]
    public async Task A_change_that_does_not_fit_into_a_message_makes_the_caches_ask_the_database_instead()
    {
        using var broker = new TestBroker();
        broker.Kafka.CreateTopic("orders_changed", 1);
        var config = broker.ProducerConfig;
        config.MessageMaxBytes = 2_000;
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
        using var admin = new DependentAdminClientBuilder(producer.Handle).Build();
        var catalog = new TopicCatalog(admin, new TopicOptions(), 2_000, NullLogger<TopicCatalog>.Instance);
        var changes = new ChangeTopic(new KafkaAppender(producer, new ProducerEnd()), catalog, NullLogger<ChangeTopic>.Instance);
        var source = new IngestMessage(
            new OwnedPartition("id", 0, 0, 0),
            new ConsumeResult<byte[]?, byte[]?> { Message = new Message<byte[]?, byte[]?> { Headers = [] } });

        await changes.BroadcastAsync([new OrderChange(source, "large", 1, new byte[5_000])]);

        var record = Assert.Single(TopicReader.ReadAll(broker.BootstrapServers, "orders_changed", 1));
        Assert.Equal("0"u8.ToArray(), record.Message.Headers.GetLastBytes(HeaderNames.Reset));
    }
}
