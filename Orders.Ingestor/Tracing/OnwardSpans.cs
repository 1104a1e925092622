using Orders.Contracts;
using Orders.Ingestor.Batching;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Ingestor.Tracing;

/// <summary>The sending of what a message causes, in that message's trace.</summary>
internal sealed class OnwardSpans(string topic)
{
    private readonly string _name = $"send {topic}";

    public SendSpan? Start(IngestMessage cause) =>
        cause.Span is { } parent ? SendSpan.Start(IngestSpans.Source, _name, topic, parent.Context) : null;

    /// <summary>
    /// By which the readers of the record go on with the trace. Where nothing is recorded, what came with the message goes on
    /// untouched: whoever reads it may record.
    /// </summary>
    public static IReadOnlyList<(string Name, byte[] Value)> Headers(IngestMessage cause, SendSpan? span)
    {
        var trace = span?.Headers ?? cause.TraceContext ?? TraceHeaders.NotRecorded();
        var parent = (HeaderNames.TraceParent, trace.TraceParent.ToArray());
        return trace.TraceState.IsEmpty ? [parent] : [parent, (HeaderNames.TraceState, trace.TraceState.ToArray())];
    }
}
