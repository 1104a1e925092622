namespace Orders.Contracts;

/// <summary>Kafka header names. Values are UTF-8 text; numbers are decimal.</summary>
public static class HeaderNames
{
    /// <summary>W3C trace context; in every topic.</summary>
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";

    /// <summary>A change: the version the document became.</summary>
    public const string Version = "version";

    /// <summary>A change: the Kafka timestamp (Unix ms) of the message in <c>orders</c> that caused it.</summary>
    public const string AppendedAt = "appended-at";

    /// <summary>A heartbeat: the partition of <c>orders</c> it speaks for.</summary>
    public const string Heartbeat = "heartbeat";

    /// <summary>A heartbeat: everything applied below this offset has been broadcast before.</summary>
    public const string NextOffset = "next-offset";

    /// <summary>A heartbeat: how many partitions <c>orders</c> has.</summary>
    public const string PartitionCount = "partition-count";

    /// <summary>A reset: the partition of <c>orders</c> whose changes may have gone missing before this record.</summary>
    public const string Reset = "reset";

    public const string OriginalTopic = "X-Original-Topic";
    public const string OriginalPartition = "X-Original-Partition";
    public const string OriginalOffset = "X-Original-Offset";
    public const string OriginalTimestamp = "X-Original-Timestamp";
    public const string ConsumerGroup = "X-Consumer-Group";

    /// <summary>RFC 3339.</summary>
    public const string FailedAt = "X-Failed-At";

    /// <summary>How often the message has been replayed from the dead letters.</summary>
    public const string ReplayCount = "X-Replay-Count";

    /// <summary>One of <see cref="ErrorReasons"/>.</summary>
    public const string ErrorReason = "X-Error-Reason";

    /// <summary>A JSON array of <see cref="Fault"/>s.</summary>
    public const string ErrorDetails = "X-Error-Details";
}
