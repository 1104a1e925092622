using Confluent.Kafka;

using Orders.AppHost.Embedded.Kafka;
using Orders.AppHost.Embedded.Processes;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Embedded;

public sealed class EmbeddedKafkaTests : IDisposable
{
    private static readonly TimeSpan _longEnough = TimeSpan.FromSeconds(20);

    private readonly TestBroker _broker = new();

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task What_is_produced_is_consumed_by_a_group_in_order()
    {
        var topic = _broker.NewTopic();
        await ProduceAsync(topic, "a", "b", "c");

        Assert.Equal(["a", "b", "c"], Consume(topic, "group", 3));
    }

    [Fact]
    public async Task A_broker_that_comes_back_has_kept_its_port_and_its_records()
    {
        var topic = _broker.NewTopic();
        await ProduceAsync(topic, "before");
        var address = _broker.BootstrapServers;

        _broker.Kafka.BrokerDown();
        _broker.Kafka.BrokerUp();
        await ProduceAsync(topic, "after");

        Assert.Equal(address, _broker.BootstrapServers);
        Assert.Equal(["before", "after"], Consume(topic, "group", 2));
    }

    [Fact]
    public async Task A_topic_that_is_deleted_and_made_again_is_another_topic()
    {
        var topic = _broker.NewTopic();
        await ProduceAsync(topic, "old", "old");
        var before = await TopicIdAsync(topic);

        _broker.Kafka.DeleteTopic(topic);
        _broker.Kafka.CreateTopic(topic, 1);
        await ProduceAsync(topic, "new");

        Assert.NotEqual(before, await TopicIdAsync(topic));
        Assert.Equal(["new"], Consume(topic, "group", 1));
    }

    [Fact]
    public async Task An_injected_error_reaches_the_producer()
    {
        var topic = _broker.NewTopic();
        using var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig(_broker.ProducerConfig) { EnableIdempotence = false, MessageSendMaxRetries = 0 }).Build();

        _broker.Kafka.PushErrors(RequestKind.Produce, ErrorCode.TopicAuthorizationFailed);
        var failure = await Assert.ThrowsAsync<ProduceException<Null, string>>(() => producer.ProduceAsync(topic, new() { Value = "x" }));

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, failure.Error.Code);
    }

    [Fact]
    public async Task Deleted_records_are_gone_from_the_start()
    {
        var topic = _broker.NewTopic();
        await ProduceAsync(topic, "a", "b", "c");

        _broker.Kafka.DeleteRecords(topic, 0, 2);

        Assert.Equal(["c"], Consume(topic, "group", 1));
    }

    [PatchedBrokerTheory]
    [InlineData(1)]
    [InlineData(12)]
    public async Task A_fetch_that_waits_is_answered_when_a_record_comes(int partitions)
    {
        var topic = _broker.NewTopic(partitions);
        using var consumer = Patient(topic, partitions, from: 0);
        using var producer = new ProducerBuilder<Null, string>(_broker.ProducerConfig).Build();
        for (var number = 0; number < 30; number++)
        {
            await producer.ProduceAsync(new TopicPartition(topic, number % partitions), new() { Value = $"{number}" });
            Assert.Equal($"{number}", consumer.Consume(_longEnough)?.Message.Value);
        }
    }

    [PatchedBrokerTheory]
    [InlineData(1)]
    [InlineData(1_000)]
    public async Task A_fetch_that_cannot_be_answered_does_not_wait(int offset)
    {
        using var consumer = Patient(_broker.NewTopic(), partitions: 1, from: offset);

        var refused = await Task.Run(() => Assert.Throws<ConsumeException>(() => consumer.Consume(_longEnough)));

        Assert.Equal(ErrorCode.Local_AutoOffsetReset, refused.Error.Code);
    }

    [PatchedBrokerTheory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_connection_is_closed_whatever_children_were_started_since(int children)
    {
        using var connection = new MemberConnection(_broker.BootstrapServers, "group", "member");
        await connection.HeartbeatAsync(0);
        var running = Enumerable.Range(0, children).Select(_ => ChildProcess.Start(new ChildCommand("sleep", "60"))).ToList();

        _broker.Kafka.BrokerDown();
        await connection.ClosedAsync();

        foreach (var child in running)
        {
            Assert.True(await child.StopAsync(Signal.Kill, TimeSpan.FromSeconds(20)), "It did not stop.");
        }
    }

    /// <summary>Lets a fetch wait much longer than <see cref="_longEnough"/>.</summary>
    private IConsumer<Ignore, string> Patient(string topic, int partitions, int from)
    {
        var config = new ConsumerConfig(_broker.ConsumerConfig("patient")) { FetchWaitMaxMs = 50_000, AutoOffsetReset = AutoOffsetReset.Error };
        var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, from)));
        return consumer;
    }

    private async Task ProduceAsync(string topic, params string[] values)
    {
        using var producer = new ProducerBuilder<Null, string>(_broker.ProducerConfig).Build();
        foreach (var value in values)
        {
            await producer.ProduceAsync(topic, new() { Value = value });
        }
    }

    private List<string> Consume(string topic, string group, int count)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(_broker.ConsumerConfig(group)).Build();
        consumer.Subscribe(topic);
        var values = new List<string>();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (values.Count < count)
        {
            values.Add(consumer.Consume(deadline.Token).Message.Value);
        }

        consumer.Close();
        return values;
    }

    private async Task<string> TopicIdAsync(string topic)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _broker.BootstrapServers }).Build();
        admin.GetMetadata(TimeSpan.FromSeconds(10));
        var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]));
        return described.TopicDescriptions.Single().TopicId.ToString();
    }
}
