namespace Orders.Chaos.Requests.Running;

/// <summary>How much is asked.</summary>
internal sealed record RequestsOptions
{
    public int Count { get; init; } = 200_000;

    public int Seed { get; init; }

    /// <summary>Names of kinds; none: all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public int IdleConnections { get; init; } = 10_000;

    public int Orders { get; init; } = 400;
}
