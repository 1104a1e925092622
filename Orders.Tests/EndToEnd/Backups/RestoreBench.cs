using System.Globalization;
using System.Net;
using System.Text;

using Confluent.Kafka;

using Npgsql;

using Orders.Contracts;
using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Integration.Ingestor;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Backups;

/// <summary>The whole system on a PostgreSQL server with backup tools, and a record of everything that was sent.</summary>
internal sealed class RestoreBench : IAsyncDisposable
{
    private const int Partitions = 12;
    private const int Orders = 40;
    private const int NewOrders = 10;

    /// <summary>How many versions <see cref="IngestAsync"/> makes.</summary>
    public const int VersionsAtATime = (3 * Orders) + NewOrders;

    private readonly HttpClient _http = new();
    private readonly HostRun _run;
    private readonly IProducer<string, byte[]> _producer;
    private readonly NpgsqlDataSource _database;
    private readonly Dictionary<string, List<string>> _versions = [];
    private readonly Dictionary<string, byte[]> _bad = [];
    private int _messages;

    private RestoreBench(InstalledPostgres server, HostRun run)
    {
        (Server, _run) = (server, run);
        Kafka = run.Endpoints().GetProperty("kafka").GetString()!;
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = Kafka, EnableIdempotence = true, LingerMs = 0 }).Build();
        // Restores end connections: a pool would hand out dead ones.
        _database = NpgsqlDataSource.Create(server.ConnectionString + ";Pooling=false");
    }

    public InstalledPostgres Server { get; }

    private string Kafka { get; }

    public static async Task<RestoreBench> StartAsync()
    {
        var server = await InstalledPostgres.StartAsync();
        try
        {
            return new RestoreBench(server, await HostRun.StartAsync(
                new Dictionary<string, string?> { ["ConnectionStrings__orders"] = server.ConnectionString }, "--no-producer", "--ingestors", "2", "--query-apis", "2"));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Three versions more of every order, some orders that were not there before, and bad messages; returns when all are applied.</summary>
    public async Task IngestAsync()
    {
        var first = _messages;
        for (var version = 0; version < 3; version++)
        {
            for (var order = 0; order < Orders; order++)
            {
                await SendAsync(TestMessage.Order($"order-{order}", status: first + version));
            }
        }

        for (var order = 0; order < NewOrders; order++)
        {
            await SendAsync(TestMessage.Order(string.Create(CultureInfo.InvariantCulture, $"new-{first}-{order}")));
        }

        foreach (var bad in (TestMessage[])[TestMessage.Malformed($"bad-{first}-a"), TestMessage.WithWrongSum($"bad-{first}-b"), TestMessage.WithNul($"bad-{first}-c")])
        {
            _bad[bad.Key!] = bad.Value!;
            await ProduceAsync(bad);
        }

        await SettledAsync();
    }

    /// <summary>Reads every order through both query APIs, so that both have the newest version in their caches.</summary>
    public Task EveryCacheHasTheNewestAsync() => Parallel.ForEachAsync(
        from instance in _run.Endpoints().GetProperty("queryApis").EnumerateArray().Select(address => address.GetString())
        from order in _versions
        select (instance, order),
        async (asked, _) => await Eventually.BecomesTrueAsync(
            () => AnswersAsync(new Uri($"{asked.instance}/api/orders/{asked.order.Key}"), asked.order.Value), TimeSpan.FromSeconds(60), $"{asked.instance} has the newest {asked.order.Key}"));

    /// <summary>Every message is accounted for: in the tables once, in the caches at its newest, or among the dead letters.</summary>
    public async Task IsCompleteAsync()
    {
        await SettledAsync();
        await HasEveryVersionAsync();
        await EveryCacheHasTheNewestAsync();
        HasOnlyBadDeadLetters();
        var checks = (await Server.RunAsync(DocumentedCommands.Below("## Checks afterwards"))).Split('\n');
        Assert.Equal(5, checks.Length);
        Assert.All(checks, check => Assert.EndsWith("|0", check, StringComparison.Ordinal));
    }

    /// <summary>The database's time.</summary>
    public Task<string> NowAsync() => ReadAsync<string>("SELECT clock_timestamp()::text");

    public Task<long> VersionsSinceAsync(string moment) => ReadAsync<long>(
        $"SELECT count(*) FROM (SELECT changed_at FROM order_history UNION ALL SELECT updated_at FROM orders) v WHERE changed_at > '{moment}'");

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        _producer.Dispose();
        _http.Dispose();
        await _database.DisposeAsync();
        await _run.DisposeAsync();
        await Server.DisposeAsync();
    }

    private Task SettledAsync() => Eventually.BecomesTrueAsync(
        async () =>
        {
            try
            {
                return await ReadAsync<long>("SELECT coalesce(sum(next_offset), 0)::bigint FROM ingest_progress") == _messages;
            }
            catch (NpgsqlException)
            {
                return false; // Being restored.
            }
        },
        TimeSpan.FromSeconds(60),
        "every message is applied");

    private Task<DeliveryResult<string, byte[]>> SendAsync(TestMessage order)
    {
        if (!_versions.TryGetValue(order.Key!, out var versions))
        {
            _versions[order.Key!] = versions = [];
        }

        versions.Add(order.Text);
        return ProduceAsync(order);
    }

    private Task<DeliveryResult<string, byte[]>> ProduceAsync(TestMessage message)
    {
        _messages++;
        return _producer.ProduceAsync(TopicNames.Orders, new Message<string, byte[]> { Key = message.Key!, Value = message.Value! });
    }

    private async Task<bool> AnswersAsync(Uri address, List<string> versions)
    {
        using var answer = await _http.GetAsync(address);
        return answer.StatusCode == HttpStatusCode.OK
            && answer.Headers.ETag?.Tag == string.Create(CultureInfo.InvariantCulture, $"\"{versions.Count}\"")
            && await answer.Content.ReadAsStringAsync() == versions[^1];
    }

    private async Task HasEveryVersionAsync()
    {
        var stored = new Dictionary<string, List<string>>();
        await using var command = _database.CreateCommand(
            "SELECT order_uid, document FROM (SELECT order_uid, version, document FROM order_history UNION ALL SELECT order_uid, version, document FROM orders) v ORDER BY order_uid, version");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            stored[rows.GetString(0)] = [.. stored.GetValueOrDefault(rows.GetString(0)) ?? [], rows.GetString(1)];
        }

        Assert.Equal(_versions.Keys.Order(StringComparer.Ordinal), stored.Keys.Order(StringComparer.Ordinal));
        Assert.All(_versions, order => Assert.Equal(order.Value, stored[order.Key]));
    }

    private void HasOnlyBadDeadLetters()
    {
        var letters = TopicReader.ReadAll(Kafka, TopicNames.DeadLetters, Partitions);
        Assert.Equal(_bad.Keys.Order(StringComparer.Ordinal), letters.Select(letter => Encoding.UTF8.GetString(letter.Message.Key!)).Distinct().Order(StringComparer.Ordinal));
        Assert.All(letters, letter => Assert.Equal(_bad[Encoding.UTF8.GetString(letter.Message.Key!)], letter.Message.Value));
    }
}
