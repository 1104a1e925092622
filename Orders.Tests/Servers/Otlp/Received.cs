namespace Orders.Tests.Servers.Otlp;

internal enum SpanKind
{
    Unspecified,
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

internal enum SpanStatus
{
    Unset,
    Ok,
    Error,
}

/// <summary>Attributes: text, numbers, truth values, and arrays of these.</summary>
internal sealed class Attributes(IEnumerable<KeyValuePair<string, object?>> values) : Dictionary<string, object?>(values)
{
    public string? Text(string key) => this.GetValueOrDefault(key) as string;

    public long? Number(string key) => this.GetValueOrDefault(key) as long?;
}

internal sealed record ReceivedLink(string TraceId, string SpanId);

internal sealed record ReceivedEvent(string Name, Attributes Attributes);

internal sealed record ReceivedSpan
{
    public required Attributes Resource { get; init; }

    /// <summary>The name of the source.</summary>
    public required string Scope { get; init; }

    public required string TraceId { get; init; }

    public required string SpanId { get; init; }

    /// <summary>Empty for the first span of a trace.</summary>
    public required string ParentSpanId { get; init; }

    public required string TraceState { get; init; }

    public required string Name { get; init; }

    public required SpanKind Kind { get; init; }

    public required SpanStatus Status { get; init; }

    public required string StatusMessage { get; init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public required ulong Start { get; init; }

    public required ulong End { get; init; }

    public required Attributes Attributes { get; init; }

    public required IReadOnlyList<ReceivedEvent> Events { get; init; }

    public required IReadOnlyList<ReceivedLink> Links { get; init; }

    public required ulong DroppedLinks { get; init; }

    public string Service => Resource.Text("service.name")!;

    public bool IsChildOf(ReceivedSpan parent) => ParentSpanId == parent.SpanId && TraceId == parent.TraceId;

    public bool LinksTo(ReceivedSpan other) => Links.Contains(new ReceivedLink(other.TraceId, other.SpanId));
}

internal sealed record ReceivedLog(Attributes Resource, string Scope, string Severity, string? Body, string TraceId, string SpanId, Attributes Attributes);
