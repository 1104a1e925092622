using Orders.Chaos.Requests.Making;

namespace Orders.Chaos.Requests.Running;

/// <summary>A stretch of a run under one set of settings.</summary>
internal sealed record Part(string Name, int Count)
{
    /// <summary>With the operators' key set, and strangers who see orders masked.</summary>
    public bool IsProduction { get; init; }

    /// <summary>With the limits for each client that a gateway has by default.</summary>
    public bool IsLimited { get; init; }

    /// <summary>How much goes past the gateway.</summary>
    public double DirectShare { get; init; }

    public required Func<Scene, Request> Make { get; init; }
}
