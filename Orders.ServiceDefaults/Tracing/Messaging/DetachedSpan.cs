using System.Diagnostics;

namespace Orders.ServiceDefaults.Tracing.Messaging;

/// <summary>
/// Spans of messages, of which many are open at the same time and which end on other threads: what runs here must not become the
/// child of the last one that began, so none of them is ever <see cref="Activity.Current"/>.
/// </summary>
public static class DetachedSpan
{
    /// <param name="parent"><c>default</c>: the span begins a trace.</param>
    /// <returns>Null when nobody listens or the trace is not recorded; a span that is not recorded is not even begun.</returns>
    public static Activity? Start(ActivitySource source, string name, ActivityKind kind, ActivityContext parent)
    {
        if (!source.HasListeners())
        {
            return null;
        }

        var ambient = Activity.Current;
        Activity.Current = null;
        try
        {
            return source.CreateActivity(name, kind, parent) is { IsAllDataRequested: true } span ? span.Start() : null;
        }
        finally
        {
            Activity.Current = ambient;
        }
    }
}
