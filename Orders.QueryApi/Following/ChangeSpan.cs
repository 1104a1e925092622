using System.Diagnostics;
using System.Globalization;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.QueryApi.Following;

/// <summary>
/// The last station of an order's trace: its change reaches this cache. Heartbeats and resets belong to no order and have none.
/// </summary>
internal sealed class ChangeSpan(string topic)
{
    private const string Process = "process";

    private static readonly ActivitySource Source = new(typeof(ChangeSpan).Assembly.GetName().Name!);

    private readonly string _name = $"{Process} {topic}";

    /// <returns>Null when the trace is not recorded.</returns>
    public Activity? Start(ConsumeResult<string?, byte[]?> consumed, ChangeRecord record)
    {
        if (!Source.HasListeners() || record is not ChangeRecord.Change change || Trace(consumed.Message.Headers) is not { } trace)
        {
            return null;
        }

        var span = Source.StartActivity(_name, ActivityKind.Consumer, trace);
        return span is { IsAllDataRequested: true } ? Describe(span, consumed, change) : span;
    }

    private Activity Describe(Activity span, ConsumeResult<string?, byte[]?> consumed, ChangeRecord.Change change) => span
        .SetTag(MessagingTags.System, MessagingTags.Kafka)
        .SetTag(MessagingTags.OperationName, Process)
        .SetTag(MessagingTags.OperationType, Process)
        .SetTag(MessagingTags.Destination, topic)
        .SetTag(MessagingTags.Partition, consumed.Partition.Value.ToString(CultureInfo.InvariantCulture))
        .SetTag(MessagingTags.Offset, consumed.Offset.Value)
        .SetTag(MessagingTags.OrderUid, change.Uid)
        .SetTag(MessagingTags.OrderVersion, change.Version);

    private static ActivityContext? Trace(Headers? headers)
    {
        if (headers is null || !headers.TryGetLastBytes(HeaderNames.TraceParent, out var parent) || parent is null)
        {
            return null;
        }

        var state = headers.TryGetLastBytes(HeaderNames.TraceState, out var value) ? value : null;
        var context = new TraceHeaders(parent, state).Parse();
        return context == default ? null : context;
    }
}
