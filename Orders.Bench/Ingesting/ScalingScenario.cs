using System.Globalization;

using Orders.Bench.Measuring;
using Orders.Chaos.Running;
using Orders.Producer.Generation;

namespace Orders.Bench.Ingesting;

/// <summary>Ingest with several writers and several instances, beside one of each; and who is busy meanwhile.</summary>
internal sealed class ScalingScenario : IScenario
{
    private const int Seed = 31;

    /// <summary>Each starts its services anew, and the whole of ./bench has forty minutes.</summary>
    private const int Rounds = 3;

    /// <summary>Half rounds for each ingestor. Two, because .NET compiles twice: once to watch what the code does, then for good.</summary>
    private const int WarmUps = 2;

    private static readonly int[] Counts = [1, 2, 4];

    public string Name => "scaling";

    public bool TakesLong => true;

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var count = run.Quick ? 20_000 : 60_000;
        var stream = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        await WritersAsync(run, stream, count, cancellationToken);
        await InstancesAsync(run, stream, count, cancellationToken);
    }

    private static async Task WritersAsync(BenchRun run, OrderStream stream, int count, CancellationToken cancellationToken)
    {
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 1, Log = run.Log }, cancellationToken);
        using var topic = OrderTopic.Of(system);
        var round = new IngestRound(system, topic, "ingestor-1");
        var rates = Counts.ToDictionary(writers => writers, _ => new List<double>());
        for (var number = 0; number < Rounds; number++)
        {
            foreach (var writers in Counts)
            {
                var environment = new Dictionary<string, string?> { ["Ingestor__Writers"] = writers.ToString(CultureInfo.InvariantCulture) };
                await system.Services.ReplaceAsync("ingestor-1", environment, cancellationToken);
                await system.Services.IsReadyAsync("ingestor-1", cancellationToken);
                await WarmUpAsync(round, stream, count, times: WarmUps, cancellationToken);
                var result = await round.RunAsync(stream.Take(count), cancellationToken);
                rates[writers].Add(result.PerSecond);
                Explain(run, string.Create(CultureInfo.InvariantCulture, $"{writers} writers"), result);
            }
        }

        Compare(run, "writers", rates);
    }

    /// <summary>The group stays as it is: a rebalance of the in-memory broker takes seconds. Only the partitions are shared out otherwise.</summary>
    private static async Task InstancesAsync(BenchRun run, OrderStream stream, int count, CancellationToken cancellationToken)
    {
        var rates = Counts.ToDictionary(instances => instances, _ => new List<double>());
        for (var number = 0; number < Rounds; number++)
        {
            foreach (var instances in Counts)
            {
                await using var system = await OrdersSystem.StartAsync(new SystemOptions { Ingestors = instances, QueryApis = 1, Log = run.Log }, cancellationToken);
                using var topic = OrderTopic.Of(system);
                var round = new IngestRound(system, topic, [.. Enumerable.Range(1, instances).Select(index => string.Create(CultureInfo.InvariantCulture, $"ingestor-{index}"))]);

                // Each of them has its own code to compile.
                await WarmUpAsync(round, stream, count, times: WarmUps * instances, cancellationToken);
                var result = await round.RunAsync(stream.Take(count), cancellationToken);
                rates[instances].Add(result.PerSecond);
                Explain(run, string.Create(CultureInfo.InvariantCulture, $"{instances} instances"), result);
            }
        }

        Compare(run, "instances", rates);
    }

    private static async Task WarmUpAsync(IngestRound round, OrderStream stream, int count, int times, CancellationToken cancellationToken)
    {
        for (var number = 0; number < times; number++)
        {
            await round.WarmUpAsync(stream.Take(count / 2), cancellationToken);
        }
    }

    private static void Explain(BenchRun run, string what, IngestRound.Result result) => run.Note(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {result.PerSecond:N0}/s; an order takes {result.IngestorMicroseconds:N1} µs of the ingestors' processors, {result.PostgresMicroseconds:N1} µs of PostgreSQL's"));

    private static void Compare(BenchRun run, string what, Dictionary<int, List<double>> rates)
    {
        foreach (var number in Counts.Skip(1))
        {
            run.Add(Row.Ratio(
                string.Create(CultureInfo.InvariantCulture, $"ingest, {number} {what}"), "1", "orders/s", new Series(rates[number]), new Series(rates[1]), new Target.AtLeast(1)));
        }
    }
}
