using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Orders.Chaos.Faults;

/// <summary>Lets faults strike, several at a time.</summary>
/// <param name="say">Told of each fault as it begins.</param>
internal sealed class Striking(Rig rig, Deck deck, Random random, RunOptions options, Action<string> say)
{
    /// <summary>From the end of a fault until its target is well again, at most: a machine with too much to do is slow, but not that slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Task, HashSet<string>> _atWork = [];
    private readonly List<string> _neverHealed = [];
    private readonly ConcurrentDictionary<string, FaultRecord> _records = new(StringComparer.Ordinal);

    /// <summary>By the fault's name.</summary>
    public IReadOnlyDictionary<string, FaultRecord> Records => _records;

    /// <summary>Faults whose target did not get well again.</summary>
    public IReadOnlyList<string> NeverHealed => _neverHealed;

    /// <summary>Until the condition holds or the run is to stop; then waits until all is well again.</summary>
    /// <param name="isEnough">Asked before each fault.</param>
    public async Task RunAsync(Func<bool> isEnough, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !isEnough())
        {
            var broken = _atWork.Values.SelectMany(targets => targets).ToHashSet(StringComparer.Ordinal);
            if (_atWork.Count < options.AtOnce && deck.TryDeal(broken) is var (fault, target))
            {
                var duration = TimeSpan.FromMilliseconds(random.Next(1_000, (int)options.Longest.TotalMilliseconds));
                say(string.Create(CultureInfo.InvariantCulture, $"{fault.Name} ({target}, {duration.TotalSeconds:0.0} s)"));
                _atWork[StrikeAsync(fault, new Hit(rig, target, new Random(random.Next()), duration, stop))] = [target, .. fault.Also];
                await Task.WhenAny(Task.Delay(random.Next(1_000), stop));
            }
            else
            {
                await EndedAsync(await Task.WhenAny(_atWork.Keys));
            }
        }

        while (_atWork.Count > 0)
        {
            await EndedAsync(await Task.WhenAny(_atWork.Keys));
        }
    }

    private async Task EndedAsync(Task strike)
    {
        _atWork.Remove(strike);
        await strike;
    }

    private async Task StrikeAsync(Fault fault, Hit hit)
    {
        string[] targets = [hit.Target, .. fault.Also];
        var open = targets.Select(target => rig.Windows.Begin(fault.Name, target)).ToArray();
        var clock = Stopwatch.StartNew();
        using var giveUp = new CancellationTokenSource();
        var strike = fault.RunAsync(hit with { GiveUp = giveUp.Token });
        if (await Task.WhenAny(strike, Task.Delay(hit.Duration + Patience, CancellationToken.None)) != strike)
        {
            var missing = rig.Balance.WaitingFor is { } what ? $" Waited for {what}." : "";
            _neverHealed.Add(string.Create(CultureInfo.InvariantCulture, $"{fault.Name}: {hit.Target} was not well again {Patience.TotalMinutes} minutes after it.{missing}"));
            // It may hold what the others need to come to an end: the sender's turn, for one.
            await giveUp.CancelAsync();
            return;
        }

        await strike;
        _records.AddOrUpdate(fault.Name, _ => new FaultRecord(1, clock.Elapsed), (_, record) => record.And(clock.Elapsed));
        foreach (var window in open)
        {
            window.Dispose();
        }
    }
}

/// <summary>What a fault has done.</summary>
/// <param name="Longest">From its beginning until its target was well again.</param>
internal sealed record FaultRecord(int Times, TimeSpan Longest)
{
    public FaultRecord And(TimeSpan took) => new(Times + 1, took > Longest ? took : Longest);
}
