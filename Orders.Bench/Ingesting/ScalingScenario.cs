using System.Globalization;

using Npgsql;

using Orders.AppHost.Embedded.Processes;
using Orders.Bench.Measuring;
using Orders.Bench.Tools;
using Orders.Chaos.Running;
using Orders.Ingestor;
using Orders.Producer.Generation;

using Exposition = Orders.Chaos.Soaking.Sampling.Exposition;

namespace Orders.Bench.Ingesting;

/// <summary>Ingest with several writers and several instances, beside one of each; and who is busy meanwhile.</summary>
internal sealed class ScalingScenario : IScenario
{
    private const int Seed = 31;

    /// <summary>
    /// In bytes, what PostgreSQL has for its buffers. Each connection's process has to touch each page of them once, which is dear in a virtual machine,
    /// and the more writers there are the more rounds that takes; in pages of 2 MB it is over at once.
    /// </summary>
    private const long Buffers = 256 * 1024 * 1024;

    /// <summary>Of an instance, if its settings do not say otherwise.</summary>
    private static readonly int Writers = new IngestorOptions().Writers;

    private static readonly Setup OneWriter = new("1 writer", Instances: 1, Writers: 1);

    private static readonly Setup OneInstance = new(string.Create(CultureInfo.InvariantCulture, $"{Writers} writers"), Instances: 1, Writers);

    private static readonly Setup FourWriters = new("4 writers", Instances: 1, Writers: 4);

    private static readonly Setup TwoInstances = new("2 instances", Instances: 2, Writers);

    private static readonly Setup FourInstances = new("4 instances", Instances: 4, Writers);

    /// <summary>Each beside its peer, as far as a line allows: a shared machine's speed changes within seconds.</summary>
    private static readonly Setup[] Setups = [FourWriters, OneWriter, TwoInstances, OneInstance, FourInstances];

    /// <summary>Each with the one that it must not be slower than.</summary>
    private static readonly (Setup Setup, Setup Peer)[] Pairs =
        [(OneInstance, OneWriter), (FourWriters, OneWriter), (TwoInstances, OneInstance), (FourInstances, OneInstance)];

    public string Name => "scaling";

    public bool TakesLong => true;

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var count = run.Quick ? 20_000 : 60_000;
        var stream = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        using var pages = HugePages.TryReserve(Buffers + (Buffers / 4));
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 1, Log = run.Log }, cancellationToken);
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        await HugePages.NoteAsync(run, database, cancellationToken);
        var rates = Setups.ToDictionary(setup => setup, _ => new List<double>());
        var topics = Setups.ToDictionary(setup => setup, setup => new OrderTopic(system.Kafka.BootstrapServers, OrderTopic.Partitions, setup.Topic, setup.Topic));
        try
        {
            var rounds = Setups.ToDictionary(setup => setup, setup => new IngestRound(system, topics[setup], setup.Ingestors));
            foreach (var setup in Setups)
            {
                await StartAsync(system, setup, cancellationToken);
                await rounds[setup].WarmUpAsync(() => stream.Take(count), run.CompilerPatience, cancellationToken);
            }

            // Nobody follows, as nobody does beside COPY.
            await system.Services.RemoveAsync("query-api-1", Signal.Terminate);
            await system.Services.RemoveAsync("ingestor-1", Signal.Terminate);

            for (var number = 0; number < run.MoreRounds; number++)
            {
                foreach (var setup in number % 2 == 0 ? Setups : Enumerable.Reverse(Setups))
                {
                    await OrderTables.EmptyAsync(database, cancellationToken);
                    var messages = stream.Take(count);
                    var before = await DatabaseSecondsAsync(system, setup, cancellationToken);
                    var result = await rounds[setup].RunAsync(messages, cancellationToken);
                    var waited = await DatabaseSecondsAsync(system, setup, cancellationToken) - before;
                    rates[setup].Add(result.PerSecond);
                    Explain(run, setup, result, waited * result.PerSecond / count);
                }
            }
        }
        finally
        {
            topics.Values.ToList().ForEach(topic => topic.Dispose());
        }

        foreach (var (setup, peer) in Pairs)
        {
            run.Add(Row.Ratio($"ingest, {setup.Name}", peer.Name, "orders/s", new Series(rates[setup]), new Series(rates[peer]), new Target.AtLeast(1)));
        }
    }

    /// <param name="transactions">How many there were at the same time, on average: seconds of all of them in a second.</param>
    private static void Explain(BenchRun run, Setup setup, IngestRound.Result result, double transactions) => run.Note(string.Create(
        CultureInfo.InvariantCulture,
        $"{setup.Name}: {result.PerSecond:N0}/s; an order takes {result.IngestorMicroseconds:N1} µs of the ingestors' processors, {result.PostgresMicroseconds:N1} µs of PostgreSQL's; "
        + $"{transactions / (setup.Instances * setup.Writers):P0} of the writers' time is PostgreSQL's"));

    /// <summary>How long all of a setup's writers have had a statement with PostgreSQL, ever.</summary>
    private static async Task<double> DatabaseSecondsAsync(OrdersSystem system, Setup setup, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var seconds = 0.0;
        foreach (var ingestor in setup.Ingestors)
        {
            var metrics = new Exposition(await http.GetStringAsync(new Uri(system.Services.Address(ingestor), "/metrics"), cancellationToken));
            seconds += metrics.Sum("db_query_duration_seconds_sum");
        }

        return seconds;
    }

    /// <summary>All setups run side by side, each with a topic and a group of its own in the same database, and all but one have nothing to do.</summary>
    private static async Task StartAsync(OrdersSystem system, Setup setup, CancellationToken cancellationToken)
    {
        system.Kafka.CreateTopic(setup.Topic, OrderTopic.Partitions);
        var environment = new Dictionary<string, string?>
        {
            ["Topics__Orders"] = setup.Topic,
            ["Ingestor__Group"] = setup.Topic,
            ["Ingestor__Writers"] = setup.Writers.ToString(CultureInfo.InvariantCulture),

            // Who has nothing to do asks the broker less often whether there is something.
            ["Aspire__Confluent__Kafka__Consumer__Config__FetchWaitMaxMs"] = "50",
        };
        foreach (var name in setup.Ingestors)
        {
            await system.Services.AddAsync(name, like: "ingestor-1", environment, cancellationToken);
        }

        foreach (var name in setup.Ingestors)
        {
            await system.Services.IsReadyAsync(name, cancellationToken);
        }
    }

    private sealed record Setup(string Name, int Instances, int Writers)
    {
        public string Topic => Name.Replace(' ', '-');

        public IReadOnlyList<string> Ingestors => [.. Enumerable.Range(1, Instances).Select(number => string.Create(CultureInfo.InvariantCulture, $"{Topic}-{number}"))];
    }
}
