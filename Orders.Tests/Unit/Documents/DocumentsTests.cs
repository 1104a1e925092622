using System.Text.RegularExpressions;
using Orders.AppHost.Embedded;

namespace Orders.Tests.Unit.Documents;

/// <summary>What the pages say about tests is true.</summary>
public sealed partial class DocumentsTests
{
    private const string Met = "✓";

    private static readonly string[] Pages =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Append(Path.Combine(Repository.Root, "README.md")).Select(path => Path.GetRelativePath(Repository.Root, path))];

    private static readonly NamedTest[] Named = [.. Pages.SelectMany(NamedTest.In)];

    [Fact]
    public void Every_test_that_is_named_exists()
    {
        // Otherwise the pages have come to be written in another way, and this sees nothing.
        Assert.True(Named.Length > 100, $"Only {Named.Length} tests are named.");
        Assert.All(Named, named => Assert.True(named.Exists, $"{named}"));
    }

    [Fact]
    public void Every_point_of_the_ASVS_that_is_called_met_names_a_test()
    {
        var page = Path.Combine("docs", "security.md");
        var tested = Named.Where(named => named.Page == page).Select(named => named.Line).ToHashSet();
        var points = File.ReadLines(Path.Combine(Repository.Root, page))
            .Select((line, index) => (Line: index + 1, Cells: line.Split('|', StringSplitOptions.TrimEntries)))
            .Where(row => row.Cells is ["", _, var verdict, _, ""] && Verdict().IsMatch(verdict))
            .ToList();

        Assert.True(points.Count > 60, $"Only {points.Count} points.");
        Assert.All(points.Where(row => row.Cells[2].Contains(Met, StringComparison.Ordinal)), row => Assert.True(tested.Contains(row.Line), row.Cells[1]));
    }

    [GeneratedRegex("^[✓○◐✗–]")]
    private static partial Regex Verdict();
}
