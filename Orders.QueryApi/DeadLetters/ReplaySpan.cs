using System.Diagnostics;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Sending a dead letter back: a step in the trace of its message, with a link to the request that asked for it.</summary>
internal static class ReplaySpan
{
    private static readonly ActivitySource Source = new(typeof(ReplaySpan).Assembly.GetName().Name!);

    public static Activity? Start(DeadLetter letter, string topic)
    {
        var request = Activity.Current;
        var belongsToTrace = ActivityContext.TryParse(letter.TraceParent, letter.TraceState, isRemote: true, out var message);
        var span = Source.StartActivity(
            $"send {topic}",
            ActivityKind.Producer,
            belongsToTrace ? message : request?.Context ?? default,
            links: belongsToTrace && request is not null ? [new ActivityLink(request.Context)] : null);
        span?.SetTag("messaging.system", "kafka");
        span?.SetTag("messaging.operation.name", "send");
        span?.SetTag("messaging.destination.name", topic);
        return span;
    }
}
