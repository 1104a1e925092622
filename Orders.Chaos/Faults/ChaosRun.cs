using System.Diagnostics;
using System.Globalization;

using Orders.AppHost.Embedded.Processes;
using Orders.Chaos.Reading;

namespace Orders.Chaos.Faults;

/// <summary>One run: the system under load, faults, and the account at the end.</summary>
internal sealed class ChaosRun(RunOptions options, Action<string> say, TextWriter log)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Stopwatch _clock = new();

    /// <exception cref="ArgumentException">A fault is asked for that does not exist.</exception>
    public async Task<ChaosReport> RunAsync(CancellationToken stop)
    {
        var faults = FaultCatalog.Named(options.Only);
        Fault[] possible = [.. faults.Where(fault => fault.Missing() is null)];
        await using var rig = await Rig.StartAsync(options, log, stop);
        _clock.Start();
        Say(string.Create(CultureInfo.InvariantCulture, $"Ready: seed {options.Seed}, {possible.Length} kinds of fault, {options.Rate} messages a second."));
        var random = new Random(options.Seed);
        var deck = new Deck(possible, random);
        var striking = new Striking(rig, deck, random, options, Say);
        await using var load = new Load(rig, options.Seed, wrong => Say($"WRONG {wrong}"));
        using (new Timer(_ => Tell(rig, load), null, ProgressInterval, ProgressInterval))
        {
            await striking.RunAsync(() => options.Duration is { } duration ? _clock.Elapsed >= duration : deck.Rounds > 0, stop);
            // A little longer, so that the recovery from the last faults is seen too.
            await Task.Delay(StalenessCheck.Bound, CancellationToken.None);
        }

        await load.EndAsync();
        return await AccountAsync(rig, load, striking, [.. faults.Except(possible).Select(fault => $"{fault.Name}: {fault.Missing()}")]);
    }

    private async Task<ChaosReport> AccountAsync(Rig rig, Load load, Striking striking, IReadOnlyList<string> notPossible)
    {
        Say("Everything is well again; waiting until every message has been dealt with.");
        await rig.System.Services.RemoveAsync("producer", Signal.Terminate);
        var differences = await BooksAsync(rig);
        await Task.Delay(StalenessCheck.Bound, CancellationToken.None);
        var caches = await CacheCheck.RunAsync(rig.System.QueryApis, rig.Orders, CancellationToken.None);
        var staleness = await StalenessCheck.RunAsync(rig.Database, rig.Orders, load.Reads, rig.Windows, CancellationToken.None);
        return new ChaosReport
        {
            Options = options,
            Elapsed = _clock.Elapsed,
            Faults = striking.Records,
            NotPossible = notPossible,
            Messages = rig.Orders.Records,
            Orders = rig.Orders.Orders.Count,
            Versions = rig.Orders.Orders.Values.Sum(order => (long)order.Versions.Length),
            DeadLetters = rig.Orders.Letters.Count,
            DeadLetterRecords = rig.Letters.Records,
            Answers = load.Reads.Answers,
            NotNewest = staleness.NotNewest,
            WorstStaleness = staleness.Worst,
            DatabaseSlow = load.Probe.SlowByItself,
            Failures = [.. striking.NeverHealed, .. differences, .. caches, .. staleness.Wrong, .. load.Reads.Wrong, .. rig.UnexpectedDeaths, .. rig.Log.Found.Distinct()],
        };
    }

    private static async Task<IReadOnlyList<string>> BooksAsync(Rig rig)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await rig.Balance.SettledAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return [string.Create(CultureInfo.InvariantCulture, $"{Patience.TotalMinutes} minutes after the last fault what the topic holds has not been dealt with: still waiting for {rig.Balance.WaitingFor}.")];
        }

        return await rig.Balance.FindDifferencesAsync(CancellationToken.None);
    }

    private void Tell(Rig rig, Load load) => Say(string.Create(
        CultureInfo.InvariantCulture,
        $"   {rig.Sender.Acknowledged} of {rig.Sender.Sent} sent, {rig.Orders.Records} in the topic, {rig.Letters.Records} dead letters, {load.Reads.Answers.Values.Sum()} answers, {load.Reads.Wrong.Count} wrong; broken: {string.Join(", ", rig.Windows.Open)}{(rig.Balance.WaitingFor is { } missing ? $"; waiting for {missing}" : "")}"));

    private void Say(string line) => say(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0.0} {line}"));
}
