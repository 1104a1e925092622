using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Microsoft.Extensions.DependencyInjection;

using Orders.Contracts;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.Ingestor;

/// <summary>A broker, a database and topics of the test's own, and as many ingestors on them as the test starts.</summary>
internal sealed class IngestBench : IAsyncDisposable
{
    public const int Partitions = 3;

    private static readonly Prometheus.Gauge LagMetric = Prometheus.Metrics.CreateGauge("kafka_consumer_lag_messages", "", "topic", "partition");

    private readonly PostgresServer? _ownServer;
    private readonly List<RunningIngestor> _running = [];
    private IProducer<string?, byte[]?> _producer;

    private IngestBench(TestDatabase database, PostgresServer? ownServer, int brokers = 1)
    {
        Broker = new TestBroker(brokers);
        Database = database;
        _ownServer = ownServer;
        CreateTopic(OrdersTopic);
        CreateTopic(DeadLettersTopic);
        CreateTopic(ChangesTopic);
        _producer = new ProducerBuilder<string?, byte[]?>(Broker.ProducerConfig).Build();
    }

    public TestBroker Broker { get; }

    /// <summary>Its own name, because metrics are the process's and labelled with it.</summary>
    public string OrdersTopic { get; } = $"orders-{Guid.NewGuid():N}";

    public string DeadLettersTopic => $"{OrdersTopic}-dlq";

    public string ChangesTopic => $"{OrdersTopic}-changed";

    public TestDatabase Database { get; }

    /// <summary>The server of <see cref="StartWithOwnServerAsync"/>, to stop and start.</summary>
    public PostgresServer Server => _ownServer!;

    public static async Task<IngestBench> StartAsync(int brokers = 1) => new(await TestDatabase.CreateAsync(), null, brokers);

    public static async Task<IngestBench> StartWithOwnServerAsync()
    {
        var server = await PostgresServer.StartAsync();
        return new IngestBench(await TestDatabase.CreateAsync(server), server);
    }

    public void CreateTopic(string name) => Broker.Kafka.CreateTopic(name, Partitions);

    /// <param name="replace">Puts a test's own parts in place of the service's.</param>
    /// <param name="settings">Configuration keys and values.</param>
    public async Task<RunningIngestor> StartIngestorAsync(Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var ingestor = await RunningIngestor.StartAsync(
            [
                ("ConnectionStrings:orders", Database.ConnectionString + ";Command Timeout=10;Timeout=5"),
                ("ConnectionStrings:kafka", Broker.BootstrapServers),
                ("Aspire:Confluent:Kafka:Consumer:Config:FetchWaitMaxMs", "10"),
                ("Aspire:Confluent:Kafka:Consumer:Config:SessionTimeoutMs", "1500"),
                ("Aspire:Confluent:Kafka:Consumer:Config:HeartbeatIntervalMs", "150"),
                ("Ingestor:HeartbeatInterval", "00:00:00.200"),
                ("Topics:Orders", OrdersTopic),
                ("Topics:DeadLetters", DeadLettersTopic),
                ("Topics:Changes", ChangesTopic),
                .. settings,
            ],
            replace);
        _running.Add(ingestor);
        return ingestor;
    }

    /// <summary>Appends with another client from here on: one that knew a topic whose leaders moved does not find those of a new topic of its name.</summary>
    public void RenewProducer()
    {
        _producer.Dispose();
        _producer = new ProducerBuilder<string?, byte[]?>(Broker.ProducerConfig).Build();
    }

    /// <summary>Appends messages and waits until the broker has them.</summary>
    public async Task AppendAsync(params IEnumerable<TestMessage> messages)
    {
        foreach (var batch in messages.Chunk(1000))
        {
            await Task.WhenAll(batch.Select(message => _producer.ProduceAsync(
                message.Partition is { } partition ? new TopicPartition(OrdersTopic, partition) : new TopicPartition(OrdersTopic, Partition.Any),
                new Message<string?, byte[]?> { Key = message.Key, Value = message.Value, Headers = message.Headers })));
        }
    }

    /// <summary>Waits until nothing is left to apply: every message is behind the progress of its partition.</summary>
    public Task SettledAsync(TimeSpan? deadline = null) => Eventually.BecomesTrueAsync(
        async () =>
        {
            foreach (var dead in _running.Where(ingestor => ingestor.Ended.IsFaulted && !ingestor.MayFail))
            {
                await dead.Ended;
            }

            return await AppliedAsync() == Ends(OrdersTopic).Sum();
        },
        deadline,
        "every message is settled");

    /// <summary>The sum of all partitions' progress.</summary>
    public async Task<long> AppliedAsync() => await Database.ReadAsync<bool>("SELECT to_regclass('ingest_progress') IS NOT NULL")
        ? await Database.ReadAsync<long>("SELECT coalesce(sum(next_offset), 0)::bigint FROM ingest_progress WHERE updated_at >= (SELECT max(updated_at) FROM ingest_progress) - interval '1 hour'")
        : 0;

    public long[] Ends(string topic) => [.. TopicReader.Ends(Broker.BootstrapServers, topic, Partitions)];

    /// <summary>What the metric says, over all partitions.</summary>
    public double Lag() => Enumerable.Range(0, Partitions).Sum(partition => LagMetric.WithLabels(OrdersTopic, partition.ToString(CultureInfo.InvariantCulture)).Value);

    public Task<long> OrdersAsync() => Database.ReadAsync<long>("SELECT count(*) FROM orders");

    public Task<long> VersionAsync(string uid) => Database.ReadAsync<long>($"SELECT version FROM orders WHERE order_uid = '{uid}'");

    public Task<string> DocumentAsync(string uid) => Database.ReadAsync<string>($"SELECT document FROM orders WHERE order_uid = '{uid}'");

    /// <summary>The replaced versions' documents, oldest first, and the current one.</summary>
    public async Task<List<string>> VersionsAsync(string uid)
    {
        var versions = new List<string>();
        await using var command = Database.DataSource.CreateCommand(
            $"SELECT document FROM order_history WHERE order_uid = '{uid}' ORDER BY version");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            versions.Add(reader.GetString(0));
        }

        versions.Add(await DocumentAsync(uid));
        return versions;
    }

    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> DeadLetters() => TopicReader.ReadAll(Broker.BootstrapServers, DeadLettersTopic, Partitions);

    /// <summary>The changes, without heartbeats and resets.</summary>
    public IReadOnlyList<BroadcastChange> Changes() =>
        [.. TopicReader.ReadAll(Broker.BootstrapServers, ChangesTopic, Partitions).Where(record => record.Message.Key is not null).Select(BroadcastChange.Of)];

    /// <summary>Records of the changes topic that have this header.</summary>
    public IReadOnlyList<ConsumeResult<byte[]?, byte[]?>> WithHeader(string header) =>
        [.. TopicReader.ReadAll(Broker.BootstrapServers, ChangesTopic, Partitions).Where(record => record.Message.Headers.TryGetLastBytes(header, out _))];

    /// <summary>What a cache that followed the changes from the beginning would hold.</summary>
    public Dictionary<string, long> NewestBroadcast() => Changes()
        .GroupBy(change => change.OrderUid)
        .ToDictionary(changes => changes.Key, changes => changes.Max(change => change.Version));

    public async Task<Dictionary<string, long>> CurrentVersionsAsync()
    {
        var versions = new Dictionary<string, long>();
        await using var command = Database.DataSource.CreateCommand("SELECT order_uid, version FROM orders");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            versions.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return versions;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ingestor in _running)
        {
            await ingestor.DisposeAsync();
        }

        _producer.Dispose();
        await Database.DisposeAsync();
        if (_ownServer is not null)
        {
            await _ownServer.DisposeAsync();
        }

        Broker.Dispose();
    }
}

internal sealed record BroadcastChange(string OrderUid, long Version, string Document)
{
    public static BroadcastChange Of(ConsumeResult<byte[]?, byte[]?> record) => new(
        Encoding.UTF8.GetString(record.Message.Key!),
        long.Parse(record.Message.Headers.GetLastBytes(HeaderNames.Version), CultureInfo.InvariantCulture),
        Encoding.UTF8.GetString(record.Message.Value!));
}
