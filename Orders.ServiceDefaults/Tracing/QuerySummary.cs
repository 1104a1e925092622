using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>What a statement does, in the two words that the semantic conventions want as a span's name: <c>SELECT orders</c>.</summary>
public static partial class QuerySummary
{
    public const string Tag = "db.query.summary";

    /// <summary>Statements are constants of the code, so this stays small.</summary>
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    public static string Of(string statement) => Known.GetOrAdd(statement, Summarize);

    private static string Summarize(string statement)
    {
        var verb = Verb().Match(statement).Value.ToUpperInvariant();
        var target = Target().Match(statement);
        return target.Success ? $"{verb} {target.Groups[1].Value}" : verb;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Verb();

    /// <summary>The first table (an array of parameters is none), or the function where there is none.</summary>
    [GeneratedRegex(@"\b(?:FROM(?!\s+unnest\b)|INTO|UPDATE|TABLE)\s+(?:IF\s+NOT\s+EXISTS\s+)?(\w+)|^\s*SELECT\s+(?<1>\w+)\(", RegexOptions.IgnoreCase)]
    private static partial Regex Target();
}
