using System.Text.RegularExpressions;

using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Monitoring;

/// <summary>The tables of docs/metrics.md.</summary>
internal static partial class MetricsPage
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "metrics.md"));

    /// <summary>The metrics of a section, each as <c>name type label,label</c>.</summary>
    public static IEnumerable<string> Metrics(string section) =>
        Rows(section).Select(cells => $"{cells[0]} {cells[1]} {string.Join(',', cells[2].Split(", ", StringSplitOptions.RemoveEmptyEntries).Order())}");

    /// <summary>Each as <c>name severity</c>.</summary>
    public static IEnumerable<string> Alerts() => Rows("Alerts").Select(cells => $"{cells[0]} {cells[1]}");

    private static IEnumerable<string[]> Rows(string section)
    {
        var start = Text.IndexOf($"\n## {section}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/metrics.md has no section '{section}'.");
        var end = Text.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return Row().Matches(Text[start..(end < 0 ? Text.Length : end)])
            .Select(row => (string[])[row.Groups[1].Value, row.Groups[2].Value.Trim(), row.Groups[3].Value.Trim()]);
    }

    [GeneratedRegex(@"^\| `(\w+)` \|([^|]*)\|([^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
