using System.Diagnostics;
using System.Text.Json;

using Orders.Bench.Measuring;
using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Producer.Generation;

namespace Orders.Bench.Decoding;

/// <summary>Reading and checking an order, beside what only reads it.</summary>
internal sealed class DecodeScenario : IScenario
{
    private const int Seed = 11;
    private const int Orders = 2_000;

    public string Name => "decode";

    public Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var stream = new OrderStream(Seed, invalidShare: 0, updateShare: 0, TimeProvider.System);
        var messages = Enumerable.Range(0, Orders).Select(_ => stream.Next().Value).ToArray();
        var now = DateTimeOffset.UtcNow;
        Time(messages, run.WarmUp, message => Decode(message, now));
        Time(messages, run.WarmUp, Deserialize);

        List<double> ours = [], theirs = [];
        for (var number = 0; number < run.Rounds; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ours.Add(Time(messages, run.LoadDuration / 2, message => Decode(message, now)));
            theirs.Add(Time(messages, run.LoadDuration / 2, Deserialize));
        }

        run.Add(Row.Ratio("decode and validate an order", "System.Text.Json, deserialise", "µs", new Series(ours), new Series(theirs), new Target.AtMost(2.5)));
        return Task.CompletedTask;
    }

    private static Accepted Decode(byte[] message, DateTimeOffset now) =>
        OrderDecoder.Decode(message, now, DecodeLimits.Default) is Accepted accepted ? accepted : throw new InvalidOperationException("A good order was rejected.");

    private static object Deserialize(byte[] message) => JsonSerializer.Deserialize(message, OrderJsonContext.Default.Order)!;

    /// <returns>Microseconds a message.</returns>
    private static double Time(byte[][] messages, TimeSpan duration, Func<byte[], object> work)
    {
        var clock = Stopwatch.StartNew();
        long count = 0;
        while (clock.Elapsed < duration)
        {
            foreach (var message in messages)
            {
                GC.KeepAlive(work(message));
            }

            count += messages.Length;
        }

        return clock.Elapsed.TotalMicroseconds / count;
    }
}
