using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orders.Contracts;
using Orders.Ingestor.Migrations;
using Orders.QueryApi;
using Orders.QueryApi.Caching;
using Orders.QueryApi.Watching;
using Orders.ServiceDefaults;
using Orders.Tests.Servers;

namespace Orders.Tests.Integration.QueryApi;

/// <summary>The query API as it runs, with a database and a broker of its own, and a hand in the ingestor's place.</summary>
internal sealed class QueryApiRig : IAsyncDisposable
{
    public static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(1);

    /// <summary>Of the topics that are not followed: the orders and the dead letters.</summary>
    public const int TopicPartitions = 3;

    private readonly CancellationTokenSource _heartbeats = new();
    private readonly IProducer<string?, byte[]?> _producer;
    private readonly int _changesPartitions;
    private Task _beating = Task.CompletedTask;
    private Task<int>? _run;
    private WebApplication? _app;

    private QueryApiRig(TestDatabase database, TestBroker broker, int changesPartitions)
    {
        Database = database;
        Broker = broker;
        _changesPartitions = changesPartitions;
        Topic = broker.NewTopic(changesPartitions);
        broker.Kafka.CreateTopic(TopicNames.Orders, TopicPartitions);
        broker.Kafka.CreateTopic(TopicNames.DeadLetters, TopicPartitions);
        _producer = new ProducerBuilder<string?, byte[]?>(broker.ProducerConfig).Build();
    }

    public TestDatabase Database { get; }

    public TestBroker Broker { get; }

    public string Topic { get; }

    public MovableTime Time { get; } = new();

    /// <summary>Where the rows are; a view may stand in front of them.</summary>
    public string Table { get; set; } = "orders";

    public HttpClient Client { get; private set; } = new();

    public IReadOnlyList<Endpoint> Endpoints => _app!.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Not from the metrics: those are the process's, so all rigs'.</summary>
    public int OpenStreams => _app!.Services.GetRequiredService<OrderWatchers>().Open;

    /// <summary>The service's own.</summary>
    public NpgsqlDataSource Connections => _app!.Services.GetRequiredService<NpgsqlDataSource>();

    public OrderCache Cache => _app!.Services.GetRequiredService<OrderCache>();

    public static async Task<QueryApiRig> CreateAsync(int changesPartitions = 1, PostgresServer? server = null, bool migrate = true)
    {
        var database = server is null ? await TestDatabase.CreateAsync() : await TestDatabase.CreateAsync(server);
        var rig = new QueryApiRig(database, new TestBroker(), changesPartitions);
        if (migrate)
        {
            await rig.MigrateAsync();
        }

        return rig;
    }

    public static async Task<QueryApiRig> StartAsync()
    {
        var rig = await CreateAsync();
        await rig.StartServiceAsync();
        await rig.IsReadyAsync();
        return rig;
    }

    public Task MigrateAsync() => new Migrator(Database.DataSource, NullLogger<Migrator>.Instance).MigrateAsync(CancellationToken.None);

    public async Task StartServiceAsync(params string[] settings)
    {
        string[] args =
        [
            "--urls", "http://127.0.0.1:0",
            "--environment", "Development",
            "--ConnectionStrings:orders", Database.ConnectionString,
            "--ConnectionStrings:kafka", Broker.BootstrapServers,
            "--Topics:Changes", Topic,
            "--Cache:MaxStaleness", MaxStaleness.ToString("c", CultureInfo.InvariantCulture),
            "--Aspire:Confluent:Kafka:Consumer:Config:FetchWaitMaxMs", "10",
            "--Aspire:Confluent:Kafka:Consumer:Config:ReconnectBackoffMaxMs", "200",
            .. settings,
        ];
        _run = ServiceHost.RunAsync(
            "orders-query-api",
            args,
            builder =>
            {
                builder.AddQueryApi();
                builder.Services.AddSingleton<TimeProvider>(Time);
            },
            app =>
            {
                app.MapQueryApi();
                _app = app;
            });
        await Eventually.BecomesTrueAsync(() => _run.IsCompleted || _app?.Lifetime.ApplicationStarted.IsCancellationRequested == true);
        Client = new HttpClient { BaseAddress = new Uri(_app!.Urls.First()) };
    }

    public Task IsReadyAsync() => Eventually.BecomesTrueAsync(async () => (await Client.GetAsync("/health")).IsSuccessStatusCode, what: "/health is 200");

    public async Task<Answer> GetAsync(string uid)
    {
        using var response = await Client.GetAsync($"/api/orders/{uid}");
        return new Answer(
            (int)response.StatusCode,
            response.Headers.TryGetValues("X-Cache", out var values) ? values.Single() : null,
            response.Headers.ETag?.Tag,
            await response.Content.ReadAsStringAsync(),
            response.Headers.RetryAfter?.ToString());
    }

    /// <summary>As the ingestor would: inserts or replaces the row.</summary>
    public Task CommitAsync(string uid, long version, DateTime? dateCreated = null, string? document = null) => Database.ExecuteAsync($"""
        INSERT INTO {Table} VALUES ('{uid}', 't', 'c', 'd', '{dateCreated ?? DateTime.UnixEpoch:O}', now(), {version}, '{document ?? Document(uid, version)}')
        ON CONFLICT (order_uid) DO UPDATE SET version = excluded.version, document = excluded.document, date_created = excluded.date_created, updated_at = excluded.updated_at
        """);

    public Task BroadcastAsync(string? uid, long version, int partition = 0, string? document = null) => ProduceAsync(
        partition,
        uid,
        Encoding.UTF8.GetBytes(document ?? Document(uid ?? "", version)),
        ("version", version),
        ("appended-at", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));

    public Task ResetAsync(int partition) => ProduceAsync(partition % _changesPartitions, null, null, ("reset", partition));

    public Task HeartbeatAsync(int partition, int count) => ProduceAsync(
        partition % _changesPartitions, null, null, ("heartbeat", partition), ("next-offset", 1), ("partition-count", count));

    /// <summary>Sends heartbeats for all partitions but one until the end of the test.</summary>
    public void StartHeartbeats(int count = 1, int except = -1)
    {
        _beating = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(MaxStaleness / 5);
            do
            {
                for (var partition = 0; partition < count; partition++)
                {
                    if (partition != except)
                    {
                        await HeartbeatAsync(partition, count);
                    }
                }
            }
            while (!_heartbeats.IsCancellationRequested && await timer.WaitForNextTickAsync());
        });
    }

    public async Task StopHeartbeatsAsync()
    {
        await _heartbeats.CancelAsync();
        await _beating;
    }

    /// <summary>Waits until the broadcast has reached the cache.</summary>
    public Task CacheHasAsync(string uid, long version) =>
        Eventually.BecomesTrueAsync(() => Cache.TryPeek(uid, out var order) && order.Version == version, what: $"the cache has version {version}");

    /// <summary>Asks the service to stop and waits until it has.</summary>
    public async Task StopServiceAsync()
    {
        _app!.Lifetime.StopApplication();
        var run = _run!;
        _run = null;
        Assert.Equal(0, await run);
    }

    public static string Document(string uid, long version) => $$"""{"order_uid":"{{uid}}","revision":{{version}},"name":"Тест"}""";

    public async ValueTask DisposeAsync()
    {
        await StopHeartbeatsAsync();
        _heartbeats.Dispose();
        Client.Dispose();
        if (_run is { } run)
        {
            _app?.Lifetime.StopApplication();
            Assert.Equal(0, await run);
        }

        _producer.Dispose();
        Broker.Dispose();
        await Database.DisposeAsync();
    }

    private async Task ProduceAsync(int partition, string? key, byte[]? value, params (string Name, long Value)[] headers)
    {
        var message = new Message<string?, byte[]?> { Key = key!, Value = value, Headers = [] };
        foreach (var (name, number) in headers)
        {
            message.Headers.Add(name, Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
        }

        await _producer.ProduceAsync(new TopicPartition(Topic, partition), message);
    }
}

internal sealed record Answer(int Status, string? Cache, string? Tag, string Body, string? RetryAfter);
