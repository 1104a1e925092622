using System.Globalization;
using System.Text;

using Confluent.Kafka;

using Npgsql;

using Orders.AppHost.Embedded.Processes;
using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Faults;

public sealed class KillTests
{
    private const int Partitions = 12;
    private static readonly HttpClient Http = new();

    /// <summary>Of every order that is sent here, the bad ones too.</summary>
    private static readonly string[] PersonalData = ["Testov", "9720000000", "test@gmail", "Ploshad Mira"];

    /// <summary>The whole system, as a user starts it, with a load of its own; each process dies once, without a warning.</summary>
    [Fact]
    public async Task Every_message_is_accounted_for_when_each_service_is_killed_under_load()
    {
        await using var run = await HostRun.StartAsync("--ingestors", "2", "--query-apis", "2");
        using var ledger = new Ledger(run.Endpoints().GetProperty("kafka").GetString()!);
        using var reader = new Reader(run.Page);
        using var stop = new CancellationTokenSource();
        var sending = ledger.SendAsync(stop.Token);
        var reading = Task.Run(() => reader.ReadAsync(stop.Token));

        foreach (var victim in (string[])["ingestor-1", "query-api-1", "postgres", "gateway", "producer", "ingestor-2", "query-api-2"])
        {
            await ProgressesAsync(run);
            var before = run.ProcessIds()[victim];
            Unix.Send(before, Signal.Kill);
            await Eventually.BecomesTrueAsync(() => run.ProcessIds().TryGetValue(victim, out var id) && id != before, TimeSpan.FromSeconds(60), $"{victim} comes back");
            await Eventually.BecomesTrueAsync(() => IsHealthyAsync(run), TimeSpan.FromSeconds(60), $"all is well after {victim} was killed");
        }

        await ProgressesAsync(run);
        await stop.CancelAsync();
        await sending;
        await reading;
        await using var database = NpgsqlDataSource.Create(run.Endpoints().GetProperty("postgres").GetString()!);
        // The producer goes on beside the ledger, so the end is where the ledger's own messages end.
        var ends = TopicReader.Ends(run.Endpoints().GetProperty("kafka").GetString()!, "orders", Partitions).ToArray();
        await Eventually.BecomesTrueAsync(async () => await BehindAsync(database, ends) == 0, TimeSpan.FromSeconds(60), "every message is settled");

        Assert.Empty(reader.Wrong);
        Assert.True(reader.Answers > 100);
        await HasEveryVersionAsync(database, ledger);
        HasEveryDeadLetter(run.Endpoints().GetProperty("kafka").GetString()!, ledger);
        await EveryCacheHasTheNewestAsync(run, ledger);
        Assert.NotEmpty(run.AllLines);
        Assert.All(PersonalData, value => Assert.DoesNotContain(run.AllLines, line => line.Contains(value, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_restart_with_old_data_serves_it_and_goes_on()
    {
        using var folder = new ScratchFolder();
        await using (var first = await HostRun.StartAsync(folder, [], "--no-producer"))
        {
            await SendAsync(first, "old");
            await Eventually.BecomesTrueAsync(() => IsThereAsync(first, "old"));
        }

        await using var second = await HostRun.StartAsync(folder, [], "--no-producer");
        Assert.True(await IsThereAsync(second, "old"));
        await SendAsync(second, "new");
        await Eventually.BecomesTrueAsync(() => IsThereAsync(second, "new"));
    }

    private static async Task HasEveryVersionAsync(NpgsqlDataSource database, Ledger ledger)
    {
        var stored = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(
            "SELECT order_uid, document FROM (SELECT order_uid, version, document FROM order_history UNION ALL SELECT order_uid, version, document FROM orders) v WHERE order_uid LIKE 'order-%' ORDER BY order_uid, version");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var uid = rows.GetString(0);
            stored[uid] = stored.GetValueOrDefault(uid) ?? [];
            stored[uid].Add(rows.GetString(1));
        }

        Assert.Equal(ledger.Versions.Keys.Order(StringComparer.Ordinal), stored.Keys.Order(StringComparer.Ordinal));
        Assert.All(ledger.Versions, order => Assert.Equal(order.Value, stored[order.Key]));
    }

    private static void HasEveryDeadLetter(string bootstrapServers, Ledger ledger)
    {
        var letters = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var letter in TopicReader.ReadAll(bootstrapServers, "orders_dlq", Partitions))
        {
            if (letter.Message.Key is { } key && Encoding.UTF8.GetString(key) is var name && name.StartsWith("bad-", StringComparison.Ordinal))
            {
                letters[name] = letter.Message.Value!;
            }
        }

        Assert.Equal(ledger.Bad.Keys.Order(StringComparer.Ordinal), letters.Keys.Order(StringComparer.Ordinal));
        Assert.All(ledger.Bad, bad => Assert.Equal(bad.Value, letters[bad.Key]));
    }

    private static async Task EveryCacheHasTheNewestAsync(HostRun run, Ledger ledger)
    {
        foreach (var instance in run.Endpoints().GetProperty("queryApis").EnumerateArray())
        {
            foreach (var (uid, versions) in ledger.Versions)
            {
                // 5 s is the promise; the wait is longer only because a busy machine must not fail a test.
                await Eventually.BecomesTrueAsync(
                    async () => await Http.GetStringAsync(new Uri($"{instance.GetString()}/api/orders/{uid}")) == versions[^1], what: $"{instance} has the newest {uid}");
            }
        }
    }

    /// <summary>Some messages more have been applied: there is load while the next victim dies.</summary>
    private static async Task ProgressesAsync(HostRun run)
    {
        await using var database = NpgsqlDataSource.Create(run.Endpoints().GetProperty("postgres").GetString()!);
        var before = await AppliedAsync(database);
        await Eventually.BecomesTrueAsync(async () => await AppliedAsync(database) > before + 300, TimeSpan.FromSeconds(60), "orders are stored");
    }

    private static async Task<long> AppliedAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("SELECT coalesce(sum(next_offset), 0)::bigint FROM ingest_progress");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>How many partitions have not been applied up to these offsets.</summary>
    private static async Task<long> BehindAsync(NpgsqlDataSource database, long[] ends)
    {
        await using var command = database.CreateCommand(
            "SELECT count(*) FROM unnest($1) WITH ORDINALITY AS e (next, number) LEFT JOIN ingest_progress p ON p.partition = e.number - 1 WHERE coalesce(p.next_offset, 0) < e.next");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ends });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<bool> IsHealthyAsync(HostRun run)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(run.Page, "health"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> IsThereAsync(HostRun run, string uid)
    {
        using var answer = await Http.GetAsync(new Uri(run.Page, string.Create(CultureInfo.InvariantCulture, $"api/orders/{uid}")));
        return answer.IsSuccessStatusCode;
    }

    private static async Task SendAsync(HostRun run, string uid)
    {
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = run.Endpoints().GetProperty("kafka").GetString() }).Build();
        await producer.ProduceAsync("orders", new Message<string, byte[]> { Key = uid, Value = Integration.Ingestor.TestMessage.Order(uid).Value! });
    }
}
