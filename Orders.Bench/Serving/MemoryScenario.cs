using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

using Npgsql;

using Orders.Bench.Filling;
using Orders.Bench.Measuring;
using Orders.Bench.Tools;
using Orders.Chaos.Requests.Measuring;
using Orders.Chaos.Running;
using Orders.Chaos.Soaking.Sampling;

using Series = Orders.Bench.Measuring.Series;

namespace Orders.Bench.Serving;

/// <summary>A cache of a hundred thousand orders of 1 KB: what it weighs, and how fast it fills when a query API starts.</summary>
internal sealed partial class MemoryScenario : IScenario
{
    private const int Rows = 100_000;
    private const int DocumentBytes = 1_024;
    private const string QueryApi = "query-api-1";

    public string Name => "memory";

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        using var log = new LineFinder(run.Log, WarmedUp());
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 1, Log = log }, cancellationToken);
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        var empty = await LiveBytesAsync(system, cancellationToken);
        await OrderRows.AddAsync(database, 1, Rows, DocumentBytes, cancellationToken);

        List<double> bytes = [], ours = [], theirs = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            await system.Services.ReplaceAsync(QueryApi, new Dictionary<string, string?>(), cancellationToken);
            await system.Services.IsReadyAsync(QueryApi, cancellationToken);
            var warmedUp = log.Found[^1];
            if (int.Parse(warmedUp.Groups["orders"].ValueSpan, CultureInfo.InvariantCulture) != Rows)
            {
                throw new CommandException($"The cache took {warmedUp.Groups["orders"]} of {Rows} orders.");
            }

            ours.Add(Rows / TimeSpan.Parse(warmedUp.Groups["time"].ValueSpan, CultureInfo.InvariantCulture).TotalSeconds);
            theirs.Add(Rows / await SelectAsync(system.ConnectionString, cancellationToken));
            bytes.Add((await LiveBytesAsync(system, cancellationToken) - empty) / Rows);
        }

        run.Add(Row.Ratio("memory of a cached order of 1 KB, all that is alive counted", "its own bytes", "bytes", new Series(bytes), new Series(bytes.Select(_ => (double)DocumentBytes)), new Target.AtMost(1.15)));
        run.Add(Row.Ratio("warm-up of 100,000 orders", "psql, SELECT of them to /dev/null", "orders/s", new Series(ours), new Series(theirs), new Target.AtLeast(0.5)));
    }

    /// <summary>Of the managed heap, when all garbage has been collected.</summary>
    private static async Task<double> LiveBytesAsync(OrdersSystem system, CancellationToken cancellationToken)
    {
        await FullCollection.InduceAsync(system.Services.Pid(QueryApi), cancellationToken);
        using var client = new HttpClient();
        var metrics = new Exposition(await client.GetStringAsync(new Uri(system.QueryApis[0], "/metrics"), cancellationToken));
        return metrics.Sum("dotnet_gc_heap_size_bytes") - metrics.Sum("dotnet_gc_heap_fragmented_bytes");
    }

    /// <returns>Seconds.</returns>
    private static async Task<double> SelectAsync(string connectionString, CancellationToken cancellationToken)
    {
        var (arguments, environment) = Pgbench.For(connectionString);
        var clock = Stopwatch.StartNew();
        await Command.OutputAsync(
            Pgbench.Psql,
            [.. arguments, "-X", "-A", "-t", "-o", "/dev/null", "-c", string.Create(CultureInfo.InvariantCulture, $"SELECT order_uid, version, document FROM orders ORDER BY date_created DESC, order_uid DESC LIMIT {Rows}")],
            environment,
            cancellationToken);
        return clock.Elapsed.TotalSeconds;
    }

    [GeneratedRegex(@"Warmed up with (?<orders>\d+) orders, \d+ bytes, in (?<time>\S+)")]
    private static partial Regex WarmedUp();
}
