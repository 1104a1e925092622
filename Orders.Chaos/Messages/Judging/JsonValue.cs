namespace Orders.Chaos.Messages.Judging;

internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// <summary>A JSON value as it was written: members in their order, also those that are there twice.</summary>
internal sealed record JsonValue(JsonKind Kind)
{
    /// <summary>A number's digits as they were written; a string's text, null when half of a surrogate pair is in it.</summary>
    public string? Text { get; init; }

    /// <summary>A name is null when half of a surrogate pair is in it.</summary>
    public IReadOnlyList<(string? Name, JsonValue Value)> Members { get; init; } = [];

    public IReadOnlyList<JsonValue> Elements { get; init; } = [];
}
