namespace Orders.ServiceDefaults.Tracing.Messaging;

/// <summary>Attributes of messaging spans, as OpenTelemetry's semantic conventions call them.</summary>
public static class MessagingTags
{
    public const string System = "messaging.system";
    public const string OperationName = "messaging.operation.name";
    public const string OperationType = "messaging.operation.type";
    public const string Destination = "messaging.destination.name";
    public const string Partition = "messaging.destination.partition.id";
    public const string Offset = "messaging.kafka.offset";
    public const string ConsumerGroup = "messaging.consumer.group.name";
    public const string BatchCount = "messaging.batch.message_count";
    public const string ErrorType = "error.type";

    /// <summary>Ours: the order that a span is about. Only of messages that were found to be orders, because a key may be anything.</summary>
    public const string OrderUid = "orders.order_uid";

    /// <summary>Ours: the version that a change made of the order.</summary>
    public const string OrderVersion = "orders.order_version";

    /// <summary>Ours: what became of a message.</summary>
    public const string Outcome = "orders.outcome";

    /// <summary>The value of <see cref="System"/>.</summary>
    public const string Kafka = "kafka";
}
