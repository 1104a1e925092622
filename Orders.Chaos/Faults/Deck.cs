namespace Orders.Chaos.Faults;

/// <summary>Deals faults in a random order, every one as often as any other: a new round begins when all have been dealt.</summary>
internal sealed class Deck(IReadOnlyList<Fault> faults, Random random)
{
    private readonly List<Fault> _left = [];

    /// <summary>Rounds that have been dealt to the end.</summary>
    public int Rounds { get; private set; }

    /// <summary>The next fault of which nothing is broken already, and its target.</summary>
    /// <returns>Null when every fault that is left has to wait for one that is at work.</returns>
    public (Fault Fault, string Target)? TryDeal(IReadOnlySet<string> broken)
    {
        if (_left.Count == 0)
        {
            _left.AddRange(faults);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_left));
        }

        foreach (var fault in _left.Where(fault => !fault.Also.Any(broken.Contains)))
        {
            string[] free = [.. fault.Targets.Where(target => !broken.Contains(target))];
            if (free.Length > 0)
            {
                _left.Remove(fault);
                Rounds += _left.Count == 0 ? 1 : 0;
                return (fault, free[random.Next(free.Length)]);
            }
        }

        return null;
    }
}
