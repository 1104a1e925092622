using System.Diagnostics;
using System.Globalization;

namespace Orders.ServiceDefaults.Tracing.Messaging;

/// <summary>The sending of one message, from handing it to the client until the broker's word about it.</summary>
public sealed class SendSpan
{
    private readonly Activity _span;

    private SendSpan(Activity span)
    {
        _span = span;
        Headers = TraceHeaders.Of(span);
    }

    /// <summary>What the message has to carry for its readers to go on with the trace.</summary>
    public TraceHeaders Headers { get; }

    /// <param name="name">Made once, not for each message: <c>send</c> and the topic.</param>
    /// <param name="parent"><c>default</c>: the message begins a trace.</param>
    /// <returns>Null when the span is not recorded.</returns>
    public static SendSpan? Start(ActivitySource source, string name, string topic, ActivityContext parent = default) =>
        DetachedSpan.Start(source, name, ActivityKind.Producer, parent) is { } span ? new SendSpan(Describe(span, topic)) : null;

    /// <param name="cause">What asked for the message to be sent, if it is not the parent.</param>
    public void LinkTo(ActivityContext cause) => _span.AddLink(new ActivityLink(cause));

    public void Acknowledged(int partition, long offset)
    {
        _span.SetTag(MessagingTags.Partition, partition.ToString(CultureInfo.InvariantCulture));
        _span.SetTag(MessagingTags.Offset, offset);
        _span.Dispose();
    }

    /// <param name="error">The client's code.</param>
    public void Failed(string error)
    {
        _span.SetStatus(ActivityStatusCode.Error);
        _span.SetTag(MessagingTags.ErrorType, error);
        _span.Dispose();
    }

    private static Activity Describe(Activity span, string topic) => span
        .SetTag(MessagingTags.System, MessagingTags.Kafka)
        .SetTag(MessagingTags.OperationName, "send")
        .SetTag(MessagingTags.OperationType, "send")
        .SetTag(MessagingTags.Destination, topic);
}
