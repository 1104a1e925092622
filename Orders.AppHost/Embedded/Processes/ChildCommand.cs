using System.Diagnostics;

namespace Orders.AppHost.Embedded.Processes;

/// <summary>A program to run as a child of this process.</summary>
internal sealed record ChildCommand(string Program, params IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Added to this process's environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Called for each line of either output, one at a time per stream.</summary>
    public Action<string> OnLine { get; init; } = static _ => { };

    /// <summary>
    /// The same command, to which the kernel sends the signal when this process dies, however it dies. Linux only; elsewhere unchanged.
    /// A change of user forgets the wish: change the user around this, not within.
    /// </summary>
    public ChildCommand OnParentDeath(Signal signal) =>
        OperatingSystem.IsLinux() && Programs.Find("setpriv") is { } setpriv
            ? this with { Program = setpriv, Arguments = ["--pdeathsig", Unix.NameOf(signal), "--", Program, .. Arguments] }
            : this;

    /// <summary>
    /// A session of its own, so that Ctrl+C in the terminal reaches only this process, which stops its children in order.
    /// </summary>
    internal ProcessStartInfo ToStartInfo()
    {
        List<string> words = [.. SessionLeader.Prefix, Program, .. Arguments];
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
}
