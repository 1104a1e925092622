using System.Diagnostics;
using System.Text;

namespace Orders.ServiceDefaults.Tracing.Messaging;

/// <summary>The W3C trace context of a message: the values of its headers <c>traceparent</c> and <c>tracestate</c>, unread.</summary>
/// <param name="TraceState">Empty when there is none.</param>
public readonly record struct TraceHeaders(ReadOnlyMemory<byte> TraceParent, ReadOnlyMemory<byte> TraceState = default)
{
    /// <summary>Version 00 has 55 characters; later ones may have more, but not whatever a stranger likes to send.</summary>
    private const int LongestTraceParent = 256;

    /// <summary>W3C: at least so much has to be passed on; more may be dropped.</summary>
    private const int LongestTraceState = 512;

    public static TraceHeaders Of(Activity span) => new(
        Encoding.ASCII.GetBytes(span.Id!), Encoding.ASCII.GetBytes(span.TraceStateString ?? ""));

    /// <summary>A trace that nobody records, so that every message can be told apart downstream all the same.</summary>
    public static TraceHeaders NotRecorded() => new(
        Encoding.ASCII.GetBytes($"00-{ActivityTraceId.CreateRandom().ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-00"));

    /// <returns>The context of the span that sent the message; <c>default</c> when the headers do not name one.</returns>
    public ActivityContext Parse() =>
        TraceParent.Length is > 0 and <= LongestTraceParent
        && ActivityContext.TryParse(Encoding.ASCII.GetString(TraceParent.Span), Text(TraceState), isRemote: true, out var context)
            ? context
            : default;

    private static string? Text(ReadOnlyMemory<byte> state) =>
        state.Length is > 0 and <= LongestTraceState ? Encoding.ASCII.GetString(state.Span) : null;
}
