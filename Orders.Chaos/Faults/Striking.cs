using System.Collections.Concurrent;
using System.Globalization;

namespace Orders.Chaos.Faults;

/// <summary>Lets faults strike, several at a time.</summary>
/// <param name="lanes">How many at most at once.</param>
/// <param name="say">Told of each fault as it begins.</param>
internal sealed class Striking(Rig rig, Deck deck, Random random, int lanes, Action<string> say)
{
    private readonly Dictionary<Task, HashSet<string>> _atWork = [];
    private readonly ConcurrentDictionary<string, int> _times = new(StringComparer.Ordinal);

    /// <summary>How often each fault has struck, by name.</summary>
    public IReadOnlyDictionary<string, int> Times => _times;

    /// <summary>Until the condition holds or the run is to stop; then waits until all is well again.</summary>
    /// <param name="isEnough">Asked before each fault.</param>
    public async Task RunAsync(Func<bool> isEnough, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !isEnough())
        {
            var broken = _atWork.Values.SelectMany(targets => targets).ToHashSet(StringComparer.Ordinal);
            if (_atWork.Count < lanes && deck.TryDeal(broken) is var (fault, target))
            {
                var duration = TimeSpan.FromMilliseconds(random.Next(1_000, 5_000));
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
        await fault.RunAsync(hit);
        _times.AddOrUpdate(fault.Name, 1, static (_, times) => times + 1);
        foreach (var window in open)
        {
            window.Dispose();
        }
    }
}
