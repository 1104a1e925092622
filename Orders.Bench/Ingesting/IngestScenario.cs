using System.Globalization;

using Npgsql;

using Orders.Bench.Measuring;
using Orders.Bench.Tools;
using Orders.Chaos.Faults;
using Orders.Chaos.Running;
using Orders.Producer.Generation;

namespace Orders.Bench.Ingesting;

/// <summary>From a filled topic to everything stored, broadcast and committed, beside what storing costs by itself and what others do.</summary>
internal sealed class IngestScenario : IScenario
{
    private const int Seed = 7;

    /// <summary>Heartbeats come behind the changes: a query API that counts them again has applied what it missed.</summary>
    private const string CaughtUp = "{\"status\":\"Healthy\"";

    private readonly List<double> _ours = [];
    private readonly List<double> _followed = [];
    private readonly List<double> _updates = [];
    private readonly List<double> _copies = [];
    private readonly List<double> _oneClient = [];
    private readonly List<double> _eightClients = [];
    private readonly List<double> _rsyslog = [];

    public string Name => "ingest";

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        // Kafka hears of what is done a few times a second: with fewer orders that pause would show, and with --quick it does.
        var count = run.Quick ? 40_000 : 80_000;
        var folder = Directory.CreateTempSubdirectory("orders-bench-");
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 1, Log = run.Log }, cancellationToken);
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        using var topic = OrderTopic.Of(system);
        var round = new IngestRound(system, topic, "ingestor-1");
        var copy = new CopyPeer(database);
        var normalised = new NormalisedPeer(system.ConnectionString, folder.FullName);
        await normalised.PrepareAsync(cancellationToken);
        var rsyslog = new RsyslogPeer(database, new Rsyslog(folder.FullName, system.Kafka.BootstrapServers, system.ConnectionString));
        var orders = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        var mixes = 0;

        // Half of them updates, of orders that are among them.
        OrderMessage[] Mixed(int messages) => new OrderStream(Seed + ++mixes, invalidShare: 0, updateShare: 0.5, TimeProvider.System).Take(messages);

        await round.WarmUpAsync(() => [.. orders.Take(count / 2), .. Mixed(count / 2)], run.CompilerPatience, cancellationToken);
        for (var number = 0; number < run.Rounds; number++)
        {
            // COPY and rsyslog have no reader beside them, so neither has the ingestor.
            await Suspension.DuringAsync(signal => system.Services.Send("query-api-1", signal), async () =>
            {
                _ours.Add(await OneAsync("new orders", orders.Take(count)));
                await copy.ReadAsync(cancellationToken);
                _rsyslog.Add(await rsyslog.RunAsync(topic.Kept(), cancellationToken));
                await OrderTables.EmptyAsync(database, cancellationToken);
                _copies.Add(await copy.RunAsync(cancellationToken));
                _updates.Add(await OneAsync("half updates", Mixed(count)));
                _oneClient.Add(await normalised.RunAsync(1, run.LoadDuration, cancellationToken));
                _eightClients.Add(await normalised.RunAsync(8, run.LoadDuration, cancellationToken));
            });
            if (!run.Quick)
            {
                await Ready.WaitAsync(new Uri(system.QueryApis[0], "/health"), cancellationToken, start: CaughtUp);
                _followed.Add(await OneAsync("new orders, followed", orders.Take(count)));
            }
        }

        // From an empty table, like COPY.
        async Task<double> OneAsync(string what, IReadOnlyCollection<OrderMessage> messages)
        {
            await OrderTables.EmptyAsync(database, cancellationToken);
            var result = await round.RunAsync(messages, cancellationToken);
            run.Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {result.PerSecond:N0}/s; ingestor {result.IngestorMicroseconds:N1} µs, PostgreSQL {result.PostgresMicroseconds:N1} µs of processor time an order"));
            return result.PerSecond;
        }

        const string Ingest = "ingest of new orders, filled topic to committed";
        var ours = new Series(_ours);
        run.Add(Row.Ratio(Ingest, "binary COPY of the rows", "orders/s", ours, new Series(_copies), new Target.AtLeast(0.5)));
        run.Add(Row.Ratio(Ingest, "a transaction a message, 4 tables, 1 client", "orders/s", ours, new Series(_oneClient), new Target.AtLeast(25)));
        run.Add(Row.Ratio(Ingest, "a transaction a message, 4 tables, 8 clients", "orders/s", ours, new Series(_eightClients), new Target.AtLeast(8)));
        run.Add(Row.Ratio(Ingest, "rsyslog, imkafka to ompgsql, no index", "orders/s", ours, new Series(_rsyslog), new Target.AtLeast(1)));
        run.Add(Row.Ratio("ingest, half of the messages updates", "new orders", "orders/s", new Series(_updates), ours, new Target.AtLeast(0.6)));
        if (!run.Quick)
        {
            run.Add(Row.Ratio("ingest while a query API follows", "ingest by itself", "orders/s", new Series(_followed), ours, new Target.AtLeast(0.7)));
        }

        folder.Delete(recursive: true);
    }
}
