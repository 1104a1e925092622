namespace Orders.Chaos.Faults;

/// <summary>One kind of misfortune.</summary>
internal sealed record Fault
{
    public required string Name { get; init; }

    /// <summary>What is done, in a few words.</summary>
    public required string What { get; init; }

    /// <summary>What the system promises meanwhile, beside what it always promises: that nothing is lost, doubled or stale.</summary>
    public required string Promise { get; init; }

    /// <summary>One of these is hit each time, by the name of the service or server.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>What is broken beside the target.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>Returns when the target is well again.</summary>
    public required Func<Hit, Task> RunAsync { get; init; }

    /// <summary>Why it cannot be done on this machine; null: it can.</summary>
    public Func<string?> Missing { get; init; } = static () => null;
}
