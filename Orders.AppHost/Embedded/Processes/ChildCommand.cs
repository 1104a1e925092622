using System.Diagnostics;

namespace Orders.AppHost.Embedded.Processes;

/// <summary>A program to run as a child of this process.</summary>
internal sealed record ChildCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to this process's environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The kernel sends it when this process dies, however it dies. Linux only; elsewhere ignored.</summary>
    public Signal? OnParentDeath { get; init; }

    /// <summary>Called for each line of either output, one at a time per stream.</summary>
    public Action<string> OnLine { get; init; } = static _ => { };

    /// <summary>
    /// A session of its own, so that Ctrl+C in the terminal reaches only this process, which stops its children in order.
    /// </summary>
    internal ProcessStartInfo ToStartInfo()
    {
        List<string> words = [.. SessionLeader.Prefix, .. ParentDeathPrefix(), Program, .. Arguments];
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = WorkingDirectory,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private string[] ParentDeathPrefix() =>
        OnParentDeath is { } signal && OperatingSystem.IsLinux() && Programs.Find("setpriv") is { } setpriv
            ? [setpriv, "--pdeathsig", Unix.NameOf(signal), "--"]
            : [];
}
