using System.Diagnostics;
using System.Globalization;

using Npgsql;

using Orders.Chaos.Running;
using Orders.Chaos.Soaking.Judging;
using Orders.Chaos.Soaking.Reading;
using Orders.Chaos.Soaking.Sampling;
using Orders.Chaos.Soaking.Sending;

namespace Orders.Chaos.Soaking;

/// <summary>The whole system under a steady load, looked at all the time; then every message is accounted for and the end is compared with the start.</summary>
internal static class SoakRun
{
    /// <exception cref="OperationCanceledException">Stopped before its end: nothing is known.</exception>
    public static async Task<SoakResult> RunAsync(OrdersSystem system, SoakOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var complaints = new Complaints();
        var orders = new SoakOrders(options.Seed);
        using var recording = new Recording(options.File);
        using var sender = new SteadySender(system.Kafka.BootstrapServers, orders, options, complaints);
        using var readership = new Readership(system.Gateway, orders, sender.Sent, options, complaints);
        await using var sampler = new Sampler(system, sender.Sent, readership, recording);
        await using var accounting = new SoakAccount(system, sender.Sent, orders, complaints);
        sender.Fill();
        await accounting.AppliedAsync(cancellationToken);
        await LoadAsync(options, sender, readership, (clock, stop) => WatchAsync(options, clock, sampler, recording, complaints, output, stop), cancellationToken);

        await output.WriteLineAsync("The load has ended; now every message is accounted for.");
        await accounting.SettleAsync(cancellationToken);
        sampler.LookForRestarts();
        if (sampler.Restarts > 0)
        {
            complaints.Add($"{sampler.Restarts} restarts");
        }

        var answers = (long)recording.Of(new Series("readers", Measures.Answers)).Sum(sample => sample.Value);
        return new SoakResult(
            sender.Sent.Messages, answers, readership.Events, accounting.Doubled, complaints.Count, [.. complaints.First], Comparison.Of(recording, options.WarmUp));
    }

    private static async Task LoadAsync(
        SoakOptions options, SteadySender sender, Readership readership, Func<Stopwatch, CancellationToken, Task> watch, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var clock = Stopwatch.StartNew();
        Task[] load = [Task.Run(() => sender.SendAsync(stop.Token), CancellationToken.None), Task.Run(() => readership.ReadAsync(stop.Token), CancellationToken.None)];
        var watching = watch(clock, stop.Token);
        // Load that ends by itself has failed.
        await Task.WhenAny([watching, .. load]);
        await stop.CancelAsync();
        await Task.WhenAll([watching, .. load]);
    }

    private static async Task WatchAsync(
        SoakOptions options, Stopwatch clock, Sampler sampler, Recording recording, Complaints complaints, TextWriter output, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(options.SampleEvery);
        for (var said = TimeSpan.Zero; clock.Elapsed < options.Duration;)
        {
            await pace.WaitForNextTickAsync(stop);
            var time = clock.Elapsed;
            try
            {
                await sampler.SampleAsync(time, stop);
            }
            catch (Exception exception) when (exception is HttpRequestException or NpgsqlException)
            {
                complaints.Add($"no answer to the sampler: {exception.Message}");
            }

            if (time - said >= TimeSpan.FromMinutes(1))
            {
                said = time;
                await output.WriteLineAsync(Line(time, options.Duration, recording, complaints));
            }
        }
    }

    private static string Line(TimeSpan time, TimeSpan duration, Recording recording, Complaints complaints)
    {
        double System(string measure) => recording.Last(new Series("system", measure));
        double Readers(string measure) => recording.Last(new Series("readers", measure));
        var memory = string.Join(' ', recording.All.Where(series => series.Measure == Measures.Resident)
            .Select(series => string.Create(CultureInfo.InvariantCulture, $"{series.Subject} {recording.Last(series) / (1 << 20):F0}")));
        return string.Create(CultureInfo.InvariantCulture,
            $"{time:hh\\:mm\\:ss} of {duration:hh\\:mm\\:ss}: {System(Measures.Sent)} sent, lag {System(Measures.Lag)}, fresh p50 {System(Measures.FreshMedian):F0} p99 {System(Measures.FreshTail):F0} ms, "
            + $"answers p50 {Readers(Measures.Median):F1} p99 {Readers(Measures.Tail):F1} ms, connections {recording.Last(new Series("postgres", Measures.Connections))}, MiB: {memory}; complaints {complaints.Count}");
    }
}
