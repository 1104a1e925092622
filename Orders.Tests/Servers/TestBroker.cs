using Confluent.Kafka;

using Orders.AppHost.Embedded.Kafka;

namespace Orders.Tests.Servers;

/// <summary>An in-memory broker of the test's own (a few milliseconds), and clients that suit it.</summary>
internal sealed class TestBroker(int brokers = 1) : IDisposable
{
    private int _topics;

    /// <summary>Faults are injected through this.</summary>
    public EmbeddedKafka Kafka { get; } = new(brokers);

    public string BootstrapServers => Kafka.BootstrapServers;

    public string NewTopic(int partitions = 1)
    {
        var name = $"topic-{Interlocked.Increment(ref _topics)}";
        Kafka.CreateTopic(name, partitions);
        return name;
    }

    public ProducerConfig ProducerConfig => new()
    {
        BootstrapServers = BootstrapServers,
        EnableIdempotence = true,
        LingerMs = 0,
        // Whatever a broker takes; what is too large is for the services to say.
        MessageMaxBytes = 64 * 1024 * 1024,
    };

    /// <summary>A waiting fetch is not woken by new records in every librdkafka, and a rebalance waits for the session timeout: both are short.</summary>
    public ConsumerConfig ConsumerConfig(string group) => new()
    {
        BootstrapServers = BootstrapServers,
        GroupId = group,
        FetchWaitMaxMs = 10,
        SessionTimeoutMs = 3000,
        HeartbeatIntervalMs = 300,
        EnableAutoCommit = false,
        EnableAutoOffsetStore = false,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
    };

    public void Dispose() => Kafka.Dispose();
}
