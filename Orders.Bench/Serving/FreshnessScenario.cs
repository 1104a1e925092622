using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

using Confluent.Kafka;

using Npgsql;

using Orders.Bench.Measuring;
using Orders.Bench.Tools;
using Orders.Chaos.Running;
using Orders.Contracts;
using Orders.Producer.Generation;

namespace Orders.Bench.Serving;

/// <summary>From the append of an order to <c>orders</c> until every query API answers with it, at a thousand orders a second.</summary>
internal sealed class FreshnessScenario : IScenario
{
    private const int Seed = 5;
    private const int PerSecond = 1_000;

    private static readonly string[] Services = ["ingestor-1", "query-api-1", "query-api-2"];

    /// <summary>Asking for each order at each replica again and again would be a load of its own: every twentieth is asked for.</summary>
    private const int SampleEvery = 20;

    /// <summary>The same load, again and again, until the services have compiled what runs often: before that their tail is the compiler's.</summary>
    private static readonly TimeSpan WarmUpRound = TimeSpan.FromSeconds(10);

    /// <summary>Of a processor, for each service's compiler in a round: less than its tail would show.</summary>
    private const double AtRest = 0.01;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan QuickRound = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Name => "freshness";

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        await using var system = await OrdersSystem.StartAsync(new SystemOptions { QueryApis = 2, Log = run.Log }, cancellationToken);
        var orders = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        using var producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = system.Kafka.BootstrapServers,
            EnableIdempotence = true,
            CompressionType = CompressionType.Zstd,
            LingerMs = 1,
        }).Build();
        using var client = new HttpClient();
        await WarmUpAsync(run, system, producer, client, orders, cancellationToken);
        await CheckpointAsync(system, cancellationToken);
        List<double> medians = [], tails = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            var times = await RunAsync(system, producer, client, orders, run.Quick ? QuickRound : Round, cancellationToken);
            Array.Sort(times);
            medians.Add(times[times.Length / 2]);
            tails.Add(times[(int)Math.Ceiling(times.Length * 0.99) - 1]);
        }

        run.Note($"freshness: median {new Series(medians).Median:N1} ms");
        run.Add(Row.Figure("append to orders until readable at both query APIs, 1,000 orders/s, p99", "ms", new Series(tails), new Target.AtMost(50)));
    }

    private static async Task WarmUpAsync(
        BenchRun run, OrdersSystem system, IProducer<string, byte[]> producer, HttpClient client, OrderStream orders, CancellationToken cancellationToken)
    {
        var compilers = Services.Select(name => new CompilerWatch(system.Services.Pid(name))).ToList();
        var clock = Stopwatch.StartNew();
        TimeSpan most;
        do
        {
            var round = RunAsync(system, producer, client, orders, WarmUpRound, cancellationToken);
            var compiled = new TimeSpan[compilers.Count];
            while (!round.IsCompleted)
            {
                await Task.WhenAny(round, Task.Delay(CompilerWatch.LongestLap, cancellationToken));
                compiled = [.. compilers.Zip(compiled, (compiler, sum) => sum + compiler.Lap())];
            }

            await round;
            most = compiled.Max();
        }
        while (most > WarmUpRound * AtRest && clock.Elapsed < run.CompilerPatience);
    }

    /// <summary>
    /// From here on PostgreSQL has old files of its log to write over, as many as the warm-up filled. Without any it makes each new one (16 MB of
    /// zeros) while everybody who commits waits.
    /// </summary>
    private static async Task CheckpointAsync(OrdersSystem system, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(system.ConnectionString);
        await using var checkpoint = database.CreateCommand("CHECKPOINT");
        await checkpoint.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <returns>Milliseconds from the acknowledgement of each sampled order.</returns>
    private static async Task<double[]> RunAsync(
        OrdersSystem system, IProducer<string, byte[]> producer, HttpClient client, OrderStream orders, TimeSpan duration, CancellationToken cancellationToken)
    {
        var samples = new ConcurrentBag<Task<double>>();
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Tick);
        for (long sent = 0; clock.Elapsed < duration; await timer.WaitForNextTickAsync(cancellationToken))
        {
            for (; sent < clock.Elapsed.TotalSeconds * PerSecond; sent++)
            {
                Send(producer, orders.Next(), sent % SampleEvery == 0 ? report => samples.Add(ReadableAsync(system, client, report, cancellationToken)) : null);
            }
        }

        producer.Flush(Patience);
        return await Task.WhenAll(samples);
    }

    private static void Send(IProducer<string, byte[]> producer, OrderMessage order, Action<DeliveryReport<string, byte[]>>? appended) =>
        producer.Produce(TopicNames.Orders, new Message<string, byte[]> { Key = order.OrderUid, Value = order.Value }, appended);

    private static Task<double> ReadableAsync(OrdersSystem system, HttpClient client, DeliveryReport<string, byte[]> report, CancellationToken cancellationToken)
    {
        if (report.Error.IsError)
        {
            throw new KafkaException(report.Error);
        }

        var appended = Stopwatch.GetTimestamp();
        return Task.Run(
            async () =>
            {
                await Task.WhenAll(system.QueryApis.Select(server => ReadableAsync(client, new Uri(server, $"/api/orders/{report.Message.Key}"), cancellationToken)));
                return Stopwatch.GetElapsedTime(appended).TotalMilliseconds;
            },
            cancellationToken);
    }

    private static async Task ReadableAsync(HttpClient client, Uri address, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            using var answer = await client.GetAsync(address, cancellationToken);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            if (clock.Elapsed > Patience)
            {
                throw new CommandException($"{address} still answers {(int)answer.StatusCode}.");
            }

            await Task.Delay(Glance, cancellationToken);
        }
    }
}
