namespace Orders.Chaos.Faults;

/// <summary>What to do to the system, and for how long.</summary>
internal sealed record RunOptions
{
    /// <summary>Null: until every fault has struck once.</summary>
    public TimeSpan? Duration { get; init; }

    public int Seed { get; init; }

    /// <summary>Messages a second.</summary>
    public double Rate { get; init; } = 300;

    /// <summary>Faults at once, at most.</summary>
    public int AtOnce { get; init; } = 3;

    /// <summary>How long a fault lasts at most; a second at least.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The names of the faults; none: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
}
