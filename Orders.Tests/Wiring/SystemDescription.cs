using System.Text.RegularExpressions;

namespace Orders.Tests.Wiring;

/// <summary>One way of running the system, in words that all ways share. What a way has no say in is null and is not compared.</summary>
internal sealed record SystemDescription(string Name, IReadOnlyDictionary<string, Part> Parts, IReadOnlyDictionary<string, int> Topics)
{
    /// <summary>Parts start one after another, so that each depends on more than it needs: on all those before it.</summary>
    public bool StartsInSequence { get; init; }
}

/// <summary>A service or server: all its replicas together, under the name that compose gives it.</summary>
internal sealed partial record Part
{
    /// <summary><c>name:tag</c>, without the registry that Docker takes by itself.</summary>
    public string? Image { get; init; }

    /// <summary>The keys that wire the part to others, see <see cref="Key"/>.</summary>
    public IReadOnlySet<string>? Environment { get; init; }

    /// <summary>The keys that a user may set, and that the part gets if he does.</summary>
    public IReadOnlySet<string> Settings { get; init; } = new HashSet<string>();

    /// <summary>Ports of this machine.</summary>
    public IReadOnlySet<string>? Ports { get; init; }

    /// <summary><c>file or folder of the repository:where it is in the container</c>, or <c>volume:where</c>.</summary>
    public IReadOnlySet<string>? Mounts { get; init; }

    /// <summary>The parts that are ready before this one starts.</summary>
    public required IReadOnlySet<string> DependsOn { get; init; }

    /// <summary>How many replicas there are is each way's own choice: <c>services__query-api__http__0</c> and <c>…__1</c> are one key.</summary>
    public static string Key(string variable) => TrailingIndex.Replace(variable, "__#");

    [GeneratedRegex("__[0-9]+$")]
    private static partial Regex TrailingIndex { get; }
}
