using Orders.Contracts;

namespace Orders.Chaos.Messages.Judging;

/// <summary>The faults found so far, and the members that could be read, by their paths.</summary>
internal sealed class FaultSheet
{
    private readonly HashSet<string> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private bool _unreadable;

    /// <summary>How many elements the array of items has; null when there is none.</summary>
    public int? Items { get; set; }

    /// <summary>Null while nothing is wrong.</summary>
    public DeadLettered? Verdict =>
        _faults.Count == 0 ? null : new DeadLettered(_unreadable ? ErrorReasons.JsonUnmarshalError : ErrorReasons.ValidationError, _faults);

    /// <summary>A rule does not hold, or a member is missing or null.</summary>
    public void Add(string path, string code) => _faults.Add($"{path} {code}");

    /// <summary>It is not the JSON that the model wants.</summary>
    public void AddUnreadable(string path, string code)
    {
        _unreadable = true;
        Add(path, code);
    }

    public void Found(string path, string text) => _texts[path] = text;

    public void Found(string path, long number) => _numbers[path] = number;

    public string? Text(string path) => _texts.GetValueOrDefault(path);

    public long? Number(string path) => _numbers.TryGetValue(path, out var number) ? number : null;
}
