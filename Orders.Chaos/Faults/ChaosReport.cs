using System.Globalization;

namespace Orders.Chaos.Faults;

/// <summary>What a run has seen.</summary>
internal sealed record ChaosReport
{
    public required RunOptions Options { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyDictionary<string, FaultRecord> Faults { get; init; }

    /// <summary>Faults that this machine cannot have, and why.</summary>
    public required IReadOnlyList<string> NotPossible { get; init; }

    /// <summary>In the topic of orders.</summary>
    public required long Messages { get; init; }

    public required int Orders { get; init; }

    public required long Versions { get; init; }

    /// <summary>Messages that had to be rejected, and the records of the dead-letter topic for them, repeats included.</summary>
    public required int DeadLetters { get; init; }

    public required long DeadLetterRecords { get; init; }

    /// <summary>By status.</summary>
    public required IReadOnlyDictionary<string, int> Answers { get; init; }

    /// <summary>Answers with a version that had been replaced when they were asked for.</summary>
    public required int NotNewest { get; init; }

    /// <summary>Of an answer that did not say that it may be old.</summary>
    public required TimeSpan WorstStaleness { get; init; }

    /// <summary>For how long PostgreSQL did not answer in time without a fault: a machine that has too much to do.</summary>
    public required TimeSpan DatabaseSlow { get; init; }

    /// <summary>Everything that must not be.</summary>
    public required IReadOnlyList<string> Failures { get; init; }

    public bool Holds => Failures.Count == 0;

    public IEnumerable<string> Lines() =>
    [
        .. Faults.OrderBy(fault => fault.Key, StringComparer.Ordinal).Select(fault => Text($"{fault.Key,-34} {fault.Value.Times,3} times, well again after {fault.Value.Longest.TotalSeconds:0.0} s at most")),
        .. Failures.Select(failure => $"WRONG  {failure}"),
        .. NotPossible.Select(missing => $"Not possible on this machine: {missing}"),
        Text($"Faults      {Faults.Values.Sum(fault => fault.Times)}, of {Faults.Count} kinds, in {Elapsed.TotalSeconds:0} s, up to {Options.AtOnce} at once"),
        Text($"Messages    {Messages}: {Orders} orders in {Versions} versions, {DeadLetters} to be rejected ({DeadLetterRecords} dead letters)"),
        Text($"Answers     {Answers.Values.Sum()}: {string.Join(", ", Answers.OrderByDescending(answer => answer.Value).Select(answer => Text($"{answer.Value} × {answer.Key}")))}"),
        Text($"Staleness   {NotNewest} answers had been overtaken, the worst by {WorstStaleness.TotalSeconds:0.000} s (bound: {Reading.StalenessCheck.Bound.TotalSeconds} s)"),
        .. DatabaseSlow > TimeSpan.Zero ? [Text($"Machine     too busy for {DatabaseSlow.TotalSeconds:0.0} s: PostgreSQL did not answer in time without a fault")] : Array.Empty<string>(),
        Text($"{(Holds ? "The ledger balances" : $"{Failures.Count} faults found")}; again with --seed {Options.Seed}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
