using Npgsql;

using Orders.AppHost.Embedded.Postgres;
using Orders.Bench.Filling;
using Orders.Bench.Measuring;
using Orders.Bench.Tools;
using Orders.Chaos.Running;

namespace Orders.Bench.Serving;

/// <summary>Orders that are not cached: what the way to the database costs, and how often it is taken.</summary>
internal sealed class ColdScenario : IScenario
{
    private const int Rows = 50_000;
    private const int DocumentBytes = 1_200;
    private const int Connections = 32;
    private const int Clients = 1_000;

    public string Name => "cold";

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("orders-bench-");
        var options = new SystemOptions
        {
            QueryApis = 1,
            Log = run.Log,
            Postgres = new ServerSettings { More = new Dictionary<string, string> { ["shared_preload_libraries"] = "pg_stat_statements" } },
            // Room for a few hundred orders: nearly every one of fifty thousand, asked for at random, is not there.
            Environment = service => service.StartsWith("query-api", StringComparison.Ordinal) ? new Dictionary<string, string?> { ["Cache__MaxBytes"] = "524288" } : [],
        };
        await using var system = await OrdersSystem.StartAsync(options, cancellationToken);
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        await OrderRows.AddAsync(database, 1, Rows, DocumentBytes, cancellationToken);
        var queryApi = new Server(system.QueryApis[0], system.Services.Pid("query-api-1"), await RandomOrders.WriteAsync(folder, Rows, cancellationToken));
        var peer = new SelectPeer(system.ConnectionString, folder.FullName);
        await peer.PrepareAsync(Rows, cancellationToken);

        List<double> ours = [], theirs = [];
        await WarmUp.RunAsync([queryApi], Connections, run.WarmUp, run.CompilerPatience, cancellationToken);
        for (var number = 0; number < run.Rounds; number++)
        {
            ours.Add((await queryApi.LoadAsync(Connections, run.LoadDuration, cancellationToken)).RequestsPerSecond);
            theirs.Add(await peer.RunAsync(Connections, run.LoadDuration, cancellationToken));
        }

        run.Add(Row.Ratio("uncached GET, 32 connections", "pgbench, SELECT by key", "req/s", new Series(ours), new Series(theirs), new Target.AtLeast(0.5)));
        await StatementsAsync(run, system, database, cancellationToken);
        folder.Delete(recursive: true);
    }

    private static async Task StatementsAsync(BenchRun run, OrdersSystem system, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using (var extension = database.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"))
        {
            await extension.ExecuteNonQueryAsync(cancellationToken);
        }

        List<double> statements = [];
        for (var number = 1; number <= run.Rounds; number++)
        {
            // One that nobody has asked for yet.
            var address = new Uri(system.QueryApis[0], $"/api/orders/{OrderRows.Uid(Rows + number)}");
            await OrderRows.AddAsync(database, Rows + number, Rows + number, DocumentBytes, cancellationToken);
            await using (var reset = database.CreateCommand("SELECT pg_stat_statements_reset()"))
            {
                await reset.ExecuteNonQueryAsync(cancellationToken);
            }

            await Crowd.AskAsync(address, Clients, cancellationToken);
            await using var count = database.CreateCommand("SELECT coalesce(sum(calls), 0)::float8 FROM pg_stat_statements WHERE query ILIKE '%document%FROM orders%' AND query NOT ILIKE '%pg_stat_statements%'");
            statements.Add((double)(await count.ExecuteScalarAsync(cancellationToken))!);
        }

        run.Add(Row.Figure("statements that PostgreSQL sees when 1,000 clients ask for one cold order", "statements", new Series(statements), new Target.Exactly(1)));
    }
}
