using System.Diagnostics;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Sending a dead letter back: a step in the trace of its message, with a link to the request that asked for it.</summary>
internal static class ReplaySpan
{
    private static readonly ActivitySource Source = new(typeof(ReplaySpan).Assembly.GetName().Name!);

    /// <returns>Null when nothing is recorded.</returns>
    public static SendSpan? Start(DeadLetter letter, string topic)
    {
        var request = Activity.Current?.Context ?? default;
        var message = letter.Trace?.Parse() ?? default;
        var span = SendSpan.Start(Source, $"send {topic}", topic, message == default ? request : message);
        if (message != default && request != default)
        {
            span?.LinkTo(request);
        }

        return span;
    }
}
