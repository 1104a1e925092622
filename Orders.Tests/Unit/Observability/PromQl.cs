using System.Text.RegularExpressions;

namespace Orders.Tests.Unit.Observability;

/// <summary>As much of the grammar as it takes to see what an expression asks for; whether it is valid, Prometheus knows.</summary>
internal static partial class PromQl
{
    /// <summary>The names of the metrics in an expression.</summary>
    public static IReadOnlySet<string> Metrics(string expression)
    {
        var bare = LabelLists().Replace(Selectors().Replace(Strings().Replace(expression, " "), " "), " ");
        return Names().Matches(bare).Select(match => match.Value).Where(name => !Keywords.Contains(name)).ToHashSet();
    }

    /// <summary>
    /// What an alert compares or combines, without the comparisons: each of these must have a value for the alert to be able to
    /// fire. Of <c>absent(x)</c> it is x.
    /// </summary>
    public static IReadOnlyList<string> Operands(string expression)
    {
        var trimmed = expression.Trim();
        if (Unwrapped(trimmed) is { } inner)
        {
            return Operands(inner);
        }

        var operands = SplitAtSetOperators(trimmed);
        return operands.Count > 1
            ? [.. operands.SelectMany(Operands)]
            : LeftOfComparison(trimmed) is { } left ? Operands(left) : [trimmed];
    }

    private static readonly HashSet<string> Keywords = ["and", "or", "unless", "bool", "offset", "Inf", "NaN", "inf", "nan"];

    /// <returns>What stands in the brackets around the whole, else null.</returns>
    private static string? Unwrapped(string expression)
    {
        var start = expression.StartsWith('(') ? 1 : expression.StartsWith("absent(", StringComparison.Ordinal) ? "absent(".Length : 0;
        return start > 0 && !TopLevel(expression).Any(position => position >= start) ? expression[start..^1] : null;
    }

    private static List<string> SplitAtSetOperators(string expression)
    {
        var topLevel = TopLevel(expression).ToHashSet();
        List<string> parts = [];
        var start = 0;
        foreach (var match in SetOperators().Matches(expression).Where(match => topLevel.Contains(match.Index)))
        {
            parts.Add(expression[start..match.Index]);
            start = match.Index + match.Length;
        }

        parts.Add(expression[start..]);
        return parts;
    }

    private static string? LeftOfComparison(string expression)
    {
        var topLevel = TopLevel(expression).ToHashSet();
        var comparison = Comparisons().Matches(expression).FirstOrDefault(match => topLevel.Contains(match.Index));
        return comparison is null ? null : expression[..comparison.Index];
    }

    /// <summary>The positions that are in no brackets and no string. A closing bracket counts as inside, so one around the whole leaves none.</summary>
    private static IEnumerable<int> TopLevel(string expression)
    {
        var depth = 0;
        var masked = Strings().Replace(expression, match => new string('"', match.Length));
        for (var position = 0; position < masked.Length; position++)
        {
            var character = masked[position];
            depth += character is '(' or '[' or '{' ? 1 : 0;
            if (depth == 0 && character != '"')
            {
                yield return position;
            }

            depth -= character is ')' or ']' or '}' ? 1 : 0;
        }
    }

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|'(\\.|[^'\\])*'|`[^`]*`
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Strings();

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]")]
    private static partial Regex Selectors();

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex LabelLists();

    [GeneratedRegex(@"(?<![\w:.])[a-zA-Z_:][\w:]*(?![\w:])(?!\s*\()")]
    private static partial Regex Names();

    [GeneratedRegex(@"\b(and|or|unless)\b(\s*(on|ignoring)\s*\([^)]*\))?", RegexOptions.ExplicitCapture)]
    private static partial Regex SetOperators();

    [GeneratedRegex("[=!><]=|[><]")]
    private static partial Regex Comparisons();
}
