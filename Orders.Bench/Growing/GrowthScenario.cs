using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

using Npgsql;

using Orders.AppHost.Embedded.Postgres;
using Orders.Bench.Filling;
using Orders.Bench.Ingesting;
using Orders.Bench.Measuring;
using Orders.Bench.Serving;
using Orders.Bench.Tools;
using Orders.Chaos.Running;
using Orders.Producer.Generation;

namespace Orders.Bench.Growing;

/// <summary>
/// What one order costs when the table is a hundred times as large. Two databases in one server, each with an ingestor, a topic and a query API
/// of its own, are measured in turn.
/// </summary>
internal sealed class GrowthScenario : IScenario
{
    private const int SmallRows = 50_000;
    private const int DocumentBytes = 1_200;
    private const int Connections = 32;
    private const int ListConnections = 8;
    private const int FarPage = 10_000;
    private const string LargeTopic = "orders_large";
    private const string LargeChanges = "orders_changed_large";
    private const string LargeGroup = "orders-ingestor-large";
    private const int Seed = 21;

    public string Name => "growth";

    public bool TakesLong => true;

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var largeRows = run.Quick ? 500_000 : 5_000_000;
        var orders = run.Quick ? 20_000 : 40_000;
        var folder = Directory.CreateTempSubdirectory("orders-bench-");

        // A quarter of the memory for its buffers, where PostgreSQL's documentation says to begin, and a tenth more for what else it shares.
        var buffers = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;
        using var pages = HugePages.TryReserve(buffers + (buffers / 10));
        await using var system = await StartAsync(run, buffers, cancellationToken);
        var large = new NpgsqlConnectionStringBuilder(system.ConnectionString) { Database = "large" }.ConnectionString;
        await using var smallDatabase = NpgsqlDataSource.Create(system.ConnectionString);
        await using var largeDatabase = NpgsqlDataSource.Create(large);
        await HugePages.NoteAsync(run, smallDatabase, cancellationToken);
        await using (var create = smallDatabase.CreateCommand("CREATE DATABASE large"))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        await MoveAsync(system, large, cancellationToken);
        await OrderRows.AddAsync(smallDatabase, 1, SmallRows, DocumentBytes, cancellationToken);
        await OrderRows.AddAsync(largeDatabase, 1, largeRows, DocumentBytes, cancellationToken);
        var size = string.Create(CultureInfo.InvariantCulture, $"{largeRows:N0} in the table");

        using var smallTopic = OrderTopic.Of(system);
        using var largeTopic = new OrderTopic(system.Kafka.BootstrapServers, OrderTopic.Partitions, LargeTopic, LargeGroup);
        await IngestAsync(run, size, orders, new IngestRound(system, smallTopic, "ingestor-1"), new IngestRound(system, largeTopic, "ingestor-2"), cancellationToken);
        await ReadAsync(
            run, size,
            new Server(system.QueryApis[0], system.Services.Pid("query-api-1"), await RandomOrders.WriteAsync(folder, SmallRows, cancellationToken)),
            new Server(system.QueryApis[1], system.Services.Pid("query-api-2"), await RandomOrders.WriteAsync(folder, largeRows, cancellationToken)),
            cancellationToken);
        await PagesAsync(run, system, cancellationToken);
        folder.Delete(recursive: true);
    }

    private static Task<OrdersSystem> StartAsync(BenchRun run, long buffers, CancellationToken cancellationToken) => OrdersSystem.StartAsync(
        new SystemOptions
        {
            Ingestors = 2,
            QueryApis = 2,
            Log = run.Log,

            // The log of millions of rows that are only made to be there would be written for nothing.
            Postgres = new ServerSettings
            {
                SharedBuffers = string.Create(CultureInfo.InvariantCulture, $"{buffers / (1024 * 1024)}MB"),
                MaxWalSize = "8GB",
                More = new Dictionary<string, string> { ["wal_level"] = "minimal", ["max_wal_senders"] = "0" },
            },
            Environment = service => service.StartsWith("query-api", StringComparison.Ordinal) ? new Dictionary<string, string?> { ["Cache__MaxBytes"] = "524288" } : [],
        },
        cancellationToken);

    /// <summary>Gives the second ingestor and the second query API a database and topics of their own.</summary>
    private static async Task MoveAsync(OrdersSystem system, string database, CancellationToken cancellationToken)
    {
        system.Kafka.CreateTopic(LargeTopic, OrderTopic.Partitions);
        system.Kafka.CreateTopic(LargeChanges, OrderTopic.Partitions);
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__orders"] = database,
            ["Topics__Orders"] = LargeTopic,
            ["Topics__Changes"] = LargeChanges,
            ["Ingestor__Group"] = LargeGroup,
        };
        foreach (var service in (string[])["ingestor-2", "query-api-2"])
        {
            await system.Services.ReplaceAsync(service, environment, cancellationToken);
            await system.Services.IsReadyAsync(service, cancellationToken);
        }
    }

    private static async Task IngestAsync(BenchRun run, string size, int orders, IngestRound small, IngestRound large, CancellationToken cancellationToken)
    {
        var stream = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        await small.WarmUpAsync(() => stream.Take(orders), run.CompilerPatience, cancellationToken);
        await large.WarmUpAsync(() => stream.Take(orders), run.CompilerPatience, cancellationToken);
        List<double> smallTimes = [], largeTimes = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            smallTimes.Add(1_000_000 / (await small.RunAsync(stream.Take(orders), cancellationToken)).PerSecond);
            largeTimes.Add(1_000_000 / (await large.RunAsync(stream.Take(orders), cancellationToken)).PerSecond);
        }

        run.Add(Row.Ratio($"ingest of an order, {size}", "50,000", "µs", new Series(largeTimes), new Series(smallTimes), new Target.AtMost(1.25)));
    }

    private static async Task ReadAsync(BenchRun run, string size, Server small, Server large, CancellationToken cancellationToken)
    {
        await WarmUp.RunAsync([small, large], Connections, run.WarmUp, run.CompilerPatience, cancellationToken);
        List<double> smallTimes = [], largeTimes = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            smallTimes.Add(1_000_000 / (await small.LoadAsync(Connections, run.LoadDuration, cancellationToken)).RequestsPerSecond);
            largeTimes.Add(1_000_000 / (await large.LoadAsync(Connections, run.LoadDuration, cancellationToken)).RequestsPerSecond);
        }

        run.Add(Row.Ratio($"uncached GET, {size}", "50,000", "µs", new Series(largeTimes), new Series(smallTimes), new Target.AtMost(1.25)));
    }

    private static async Task PagesAsync(BenchRun run, OrdersSystem system, CancellationToken cancellationToken)
    {
        var process = system.Services.Pid("query-api-2");
        var first = new Server(new Uri(system.QueryApis[1], "/api/orders?limit=20"), process);
        var far = new Server(await FarAsync(first.Address, cancellationToken), process);
        await WarmUp.RunAsync([first, far], ListConnections, run.WarmUp, run.CompilerPatience, cancellationToken);
        List<double> nearTimes = [], farTimes = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            nearTimes.Add(1_000_000 / (await first.LoadAsync(ListConnections, run.LoadDuration, cancellationToken)).RequestsPerSecond);
            farTimes.Add(1_000_000 / (await far.LoadAsync(ListConnections, run.LoadDuration, cancellationToken)).RequestsPerSecond);
        }

        run.Add(Row.Ratio("page 10,000 of the list", "page 1", "µs", new Series(farTimes), new Series(nearTimes), new Target.AtMost(1.2)));
    }

    private static async Task<Uri> FarAsync(Uri first, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var page = first;
        for (var number = 1; number < FarPage; number++)
        {
            var next = (await client.GetFromJsonAsync<JsonObject>(page, cancellationToken))!["next"]!.GetValue<string>();
            page = new Uri($"{first}&cursor={Uri.EscapeDataString(next)}");
        }

        return page;
    }
}
