using System.Diagnostics;

using Orders.AppHost.Embedded.Processes;
using Orders.Bench.Tools;
using Orders.Chaos.Faults;
using Orders.Chaos.Running;
using Orders.Producer.Generation;

namespace Orders.Bench.Ingesting;

/// <summary>Fills the topic while the ingestors stand still, lets them go, and takes the time until everything is committed.</summary>
/// <param name="ingestors">The names of those that share the topic.</param>
internal sealed class IngestRound(OrdersSystem system, OrderTopic topic, params IReadOnlyList<string> ingestors)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>Of a processor, all ingestors together.</summary>
    private const double AtRest = 0.02;

    /// <summary>In a row. One may be too short for methods that run once a batch to be called as often as it takes (30 times, twice).</summary>
    private const int RoundsAtRest = 3;

    /// <param name="PerSecond">Orders.</param>
    /// <param name="IngestorMicroseconds">Of processor time, an order; PostgreSQL's likewise.</param>
    public sealed record Result(double PerSecond, double IngestorMicroseconds, double PostgresMicroseconds);

    /// <summary>
    /// Rounds that do not count, until the ingestors' compilers have next to nothing to do any more: they would be at work in the ones that count.
    /// </summary>
    /// <param name="messages">Of one round: as many as in one that counts, or that one finds methods that no round before it ran often enough.</param>
    /// <param name="patience">Ingestors whose compilers are at work for longer are measured as they are.</param>
    public async Task WarmUpAsync(Func<IReadOnlyCollection<OrderMessage>> messages, TimeSpan patience, CancellationToken cancellationToken)
    {
        var compilers = ingestors.Select(ingestor => new CompilerWatch(system.Services.Pid(ingestor))).ToList();
        var clock = Stopwatch.StartNew();
        for (var rested = 0; rested < RoundsAtRest && clock.Elapsed < patience;)
        {
            var round = Stopwatch.StartNew();
            await RunAsync(messages(), cancellationToken);
            var compiled = await Task.WhenAll(compilers.Select(compiler => compiler.QuietAsync(cancellationToken)));
            rested = compiled.Sum(time => time.TotalSeconds) < AtRest * round.Elapsed.TotalSeconds ? rested + 1 : 0;
        }
    }

    /// <summary>Messages must be made beforehand: the ingestors stand still for as long as it takes to send them, which must be less than their session.</summary>
    public async Task<Result> RunAsync(IReadOnlyCollection<OrderMessage> messages, CancellationToken cancellationToken)
    {
        var postgres = ProcessorTime.OfFamily(system.Postgres.Pid);
        var own = ingestors.Sum(ingestor => ProcessorTime.Of(system.Services.Pid(ingestor)).TotalMicroseconds);
        await Suspension.DuringAsync(Signal, () =>
        {
            topic.Append(messages);
            return Task.CompletedTask;
        });
        var clock = Stopwatch.StartNew();
        var end = topic.End();
        while (topic.Committed() < end)
        {
            await Task.Delay(Glance, cancellationToken);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return new Result(
            messages.Count / seconds,
            (ingestors.Sum(ingestor => ProcessorTime.Of(system.Services.Pid(ingestor)).TotalMicroseconds) - own) / messages.Count,
            (ProcessorTime.OfFamily(system.Postgres.Pid) - postgres).TotalMicroseconds / messages.Count);
    }

    private void Signal(Signal signal)
    {
        foreach (var ingestor in ingestors)
        {
            system.Services.Send(ingestor, signal);
        }
    }
}
