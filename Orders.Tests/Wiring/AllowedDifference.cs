namespace Orders.Tests.Wiring;

/// <summary>A difference that is meant. <paramref name="Parts"/> and <paramref name="Subject"/> may end in <c>*</c>.</summary>
internal sealed record AllowedDifference(string In, Aspect Aspect, string[] Parts, string Subject, string Reason)
{
    public bool Covers(Difference difference) =>
        difference.In == In && difference.Aspect == Aspect
        && Array.Exists(Parts, part => Matches(part, difference.Part)) && Matches(Subject, difference.Subject);

    /// <summary>What is not covered, and which allowances cover nothing any more.</summary>
    public static IReadOnlyList<string> Check(IReadOnlyList<Difference> differences, IReadOnlyList<AllowedDifference> allowed) =>
    [
        .. differences.Where(difference => !allowed.Any(one => one.Covers(difference))).Select(difference => difference.ToString()),
        .. allowed.Where(one => !differences.Any(one.Covers)).Select(one => $"no longer a difference: {one.Aspect} '{one.Subject}' of {string.Join(", ", one.Parts)} in {one.In} only"),
    ];

    private static bool Matches(string pattern, string text) =>
        pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal) : text == pattern;
}
