using System.Globalization;
using Orders.Contracts;

namespace Orders.QueryApi.Answering;

/// <summary>Takes the query parameters that a route knows, and notes all that is wrong with them.</summary>
internal sealed class QueryReader
{
    public const string Limit = "limit";
    public const string Cursor = "cursor";

    public const int DefaultLimit = 20;
    public const int MaxLimit = 100;

    // A client's nonsense is repeated to it, but not without end.
    private const int MostErrors = 10;
    private const int MostNameCharacters = 40;

    private readonly IQueryCollection _query;
    private readonly List<ParameterError> _errors = [];

    public QueryReader(IQueryCollection query, params ReadOnlySpan<string> known)
    {
        _query = query;
        foreach (var name in query.Keys)
        {
            // The collection does not tell upper from lower case; this does.
            if (!known.Contains(name))
            {
                Add(name.Length > MostNameCharacters ? name[..MostNameCharacters] : name, known.IsEmpty
                    ? "is not known: this route takes no parameters"
                    : $"is not known: this route takes {string.Join(", ", known!)}");
            }
        }
    }

    /// <summary>Whether anything was wrong so far, and the answer to it.</summary>
    public bool IsWrong(out Problem problem)
    {
        problem = _errors.Count == 0 ? null! : new Problem(
            ProblemTypes.InvalidQuery, 400, "Invalid query", $"{_errors[0].Parameter} {_errors[0].Detail}.", _errors);
        return _errors.Count > 0;
    }

    public int ReadLimit() => Text(Limit) switch
    {
        null => DefaultLimit,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit => limit,
        _ => Wrong(Limit, $"must be a whole number from 1 to {MaxLimit}", DefaultLimit),
    };

    /// <summary>A value that an order's member may have: not blank, at most 64 characters. Null when it is not given.</summary>
    public string? ReadMember(string name) => Text(name) switch
    {
        null => null,
        var text when string.IsNullOrWhiteSpace(text) => Wrong(name, "must not be blank; leave it out to ask for all", (string?)null),

        // PostgreSQL knows no U+0000, so no order has one either.
        var text when text.Contains('\0', StringComparison.Ordinal) => Wrong(name, "must not hold U+0000", (string?)null),
        var text when text.EnumerateRunes().Count() > 64 => Wrong(name, "must have at most 64 characters", (string?)null),
        var text => text,
    };

    public string? ReadChoice(string name, params ReadOnlySpan<string> choices) => Text(name) switch
    {
        null => null,
        var text when choices.Contains(text) => text,
        _ => Wrong(name, $"must be one of {string.Join(", ", choices!)}", (string?)null),
    };

    public bool ReadFlag(string name) => ReadChoice(name, "true", "false") == "true";

    public string? ReadCursor() => Text(Cursor);

    private string? Text(string name)
    {
        // A copy under another spelling has been reported as unknown, or comes along with ours as a second value.
        if (!_query.TryGetValue(name, out var values) || values.Count == 0)
        {
            return null;
        }

        return values.Count == 1 ? values[0] ?? "" : Wrong(name, "must be given once", (string?)null);
    }

    private T Wrong<T>(string name, string detail, T instead)
    {
        Add(name, detail);
        return instead;
    }

    private void Add(string name, string detail)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new ParameterError(name, detail));
        }
    }
}
