using System.Globalization;

using Orders.Chaos.Requests.Measuring;

namespace Orders.Chaos.Requests.Running;

/// <summary>What a run has seen.</summary>
internal sealed record RequestsReport
{
    public required RequestsOptions Options { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>By kind of the question and status; 0: no answer, as where this side had left.</summary>
    public required IReadOnlyDictionary<(string Kind, int Status), int> Answers { get; init; }

    /// <summary>Part, service, before and after.</summary>
    public required IReadOnlyList<(string Part, string Service, Footprint Before, Footprint After)> Footprints { get; init; }

    public required long LogLines { get; init; }

    public required int FindingCount { get; init; }

    /// <summary>The first of them.</summary>
    public required IReadOnlyCollection<string> Findings { get; init; }

    public bool Holds => FindingCount == 0;

    public IEnumerable<string> Lines()
    {
        foreach (var kind in Answers.GroupBy(answer => answer.Key.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            var statuses = kind.OrderByDescending(answer => answer.Value).Select(answer => Text($"{answer.Value} × {(answer.Key.Status == 0 ? "none" : answer.Key.Status)}"));
            yield return Text($"{kind.Key,-12} {kind.Sum(answer => answer.Value),7}: {string.Join(", ", statuses)}");
        }

        foreach (var (part, service, before, after) in Footprints)
        {
            yield return $"{part}, {service}: {before}";
            yield return $"{new string(' ', part.Length)}  {new string(' ', service.Length)}→ {after}";
        }

        foreach (var finding in Findings)
        {
            yield return $"WRONG  {finding}";
        }

        yield return Text($"{Answers.Values.Sum()} answers in {Elapsed.TotalSeconds:0} s, {LogLines} lines of log: {(Holds ? "all as they must be" : $"{FindingCount} found wrong")}; again with --count {Options.Count} --seed {Options.Seed}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
