using System.Runtime.InteropServices;

using Confluent.Kafka;

namespace Orders.AppHost.Embedded.Kafka;

/// <summary>
/// librdkafka's own in-memory cluster in this process: the real protocol, consumer groups, idempotent producers and faults on demand.
/// It forgets everything when it is disposed, and keeps at most 5 MiB or 100,000 record batches of a partition (fixed in librdkafka), the newest.
/// </summary>
/// <remarks>
/// Listens on loopback only, on ports that the system chooses; a broker that is taken down comes back on the same port.
/// Clients cannot create topics (<c>CreateTopics</c> is not implemented; producing creates one with 4 partitions). All members of a group must use
/// one assignor.
/// </remarks>
internal sealed class EmbeddedKafka : IDisposable
{
    private const int Producer = 0;
    private const int AllBrokers = -1;

    private readonly ClusterHandle _cluster;
    private readonly int _brokers;

    /// <param name="brokers">Brokers have the ids 1 to <paramref name="brokers"/>.</param>
    public EmbeddedKafka(int brokers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        _brokers = brokers;

        var configuration = MockApi.NewConfiguration();
        // Emergencies only: faults are injected here on purpose, and this client itself connects to nothing.
        _ = MockApi.SetConfiguration(configuration, "log_level", "0", 0, 0);
        using var client = MockApi.NewClient(Producer, configuration, 0, 0);
        if (client.IsInvalid)
        {
            throw new InvalidOperationException("librdkafka could not make a client for the in-memory Kafka broker.");
        }

        _cluster = MockApi.NewCluster(client, brokers);
        if (_cluster.IsInvalid)
        {
            throw new InvalidOperationException("librdkafka could not start the in-memory Kafka broker (no free loopback port?).");
        }

        _cluster.Holds(client);
        // Without a controller the admin requests (DescribeTopics) fail; with the default delay the first assignment takes 3 s.
        MockApi.SetController(_cluster, 1);
        MockApi.SetInitialRebalanceDelay(_cluster, 0);
        BootstrapServers = Marshal.PtrToStringUTF8(MockApi.Bootstraps(_cluster))!;
    }

    /// <summary>
    /// What suits a consumer as <c>fetch.wait.max.ms</c>. A fetch that waits is woken by new records in the librdkafka that is built here; any other
    /// has to be asked again and again.
    /// </summary>
    public static TimeSpan FetchWait { get; } = TimeSpan.FromMilliseconds(Repository.BuildsLibrdkafka ? 100 : 3);

    /// <summary>host:port of every broker, separated by commas.</summary>
    public string BootstrapServers { get; }

    public void CreateTopic(string name, int partitions) =>
        Check(MockApi.CreateTopic(_cluster, name, partitions, Math.Min(3, _brokers)), $"create topic {name}");

    /// <summary>A topic made again under the same name is another topic: a new id, offsets from 0, no committed offsets.</summary>
    public void DeleteTopic(string name) => Check(MockApi.DeleteTopic(_cluster, name), $"delete topic {name}");

    /// <summary>Moves the partition's start, as retention would. Record batches are dropped whole.</summary>
    public void DeleteRecords(string topic, int partition, long beforeOffset) =>
        Check(MockApi.DeleteRecords(_cluster, topic, partition, beforeOffset), $"delete records of {topic}[{partition}]");

    /// <summary>Disconnects the clients and refuses new ones.</summary>
    public void BrokerDown(int broker = AllBrokers) => Check(MockApi.SetBrokerDown(_cluster, broker), "stop the broker");

    public void BrokerUp(int broker = AllBrokers) => Check(MockApi.SetBrokerUp(_cluster, broker), "start the broker");

    /// <summary>Delays every response. Zero ends it.</summary>
    public void SetRoundTrip(TimeSpan delay, int broker = AllBrokers) =>
        Check(MockApi.SetBrokerRoundTrip(_cluster, broker, (int)delay.TotalMilliseconds), "slow the broker down");

    /// <summary>
    /// Removes a broker for good and gives its partitions to the others. librdkafka clients of this process may still hold a connection.
    /// </summary>
    public void DecommissionBroker(int broker) => Check(MockApi.DecommissionBroker(_cluster, broker), $"remove broker {broker}");

    /// <summary>Answers the next requests of this kind with these errors, one each. <see cref="ErrorCode.Local_Transport"/> disconnects.</summary>
    public void PushErrors(RequestKind kind, params ErrorCode[] errors) =>
        MockApi.PushRequestErrors(_cluster, (short)kind, (nuint)errors.Length, errors);

    public void ClearErrors(RequestKind kind) => MockApi.ClearRequestErrors(_cluster, (short)kind);

    /// <summary>Metadata answers for the topic carry this error, so that clients cannot produce to it or consume it. NoError ends it.</summary>
    public void SetTopicError(string topic, ErrorCode error) => MockApi.SetTopicError(_cluster, topic, error);

    /// <summary>
    /// Broker -1: the partition has no leader. librdkafka 2.15.1 then crashes this process when somebody describes the topic, which the ingestor
    /// does all the time: beside it use <see cref="SetTopicError"/>.
    /// </summary>
    public void SetPartitionLeader(string topic, int partition, int broker) =>
        Check(MockApi.SetPartitionLeader(_cluster, topic, partition, broker), $"move the leader of {topic}[{partition}]");

    public void Dispose() => _cluster.Dispose();

    private static void Check(ErrorCode error, string action)
    {
        if (error != ErrorCode.NoError)
        {
            throw new KafkaException(new Error(error, $"The in-memory Kafka broker could not {action}: {error}"));
        }
    }
}
