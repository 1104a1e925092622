using System.Text.RegularExpressions;

namespace Orders.Tests.EndToEnd.Monitoring;

/// <summary>What a service answers at /metrics.</summary>
internal sealed partial class Exposition(string text)
{
    public string Text => text;

    /// <summary>Each metric as <c>name type label,label</c>, with the labels that its samples have.</summary>
    public IEnumerable<string> Families =>
        FamilyType().Matches(text).Select(family => $"{family.Groups[1].Value} {family.Groups[2].Value} {string.Join(',', Labels(family.Groups[1].Value))}");

    public bool Has(string series) => text.Contains($"\n{series} ", StringComparison.Ordinal);

    private IEnumerable<string> Labels(string family) =>
        Regex.Matches(text, $@"^{family}(?:_bucket|_sum|_count)?\{{(.*)\}} ", RegexOptions.Multiline)
            .SelectMany(sample => Label().Matches(sample.Groups[1].Value))
            .Select(label => label.Groups[1].Value)
            .Where(label => label != "le")
            .Distinct()
            .Order();

    [GeneratedRegex(@"^# TYPE (\w+) (\w+)$", RegexOptions.Multiline)]
    private static partial Regex FamilyType();

    [GeneratedRegex("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Label();
}
