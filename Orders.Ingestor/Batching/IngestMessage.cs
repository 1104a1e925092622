using System.Diagnostics;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Ingestor.Storing;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.Ingestor.Batching;

/// <summary>A message of <c>orders</c> on its way through a batch.</summary>
internal sealed class IngestMessage(OwnedPartition partition, ConsumeResult<byte[]?, byte[]?> record)
{
    /// <summary>What a message without bytes takes of a batch's budget: the objects around it.</summary>
    private const int Overhead = 256;

    public OwnedPartition Partition { get; } = partition;

    public ConsumeResult<byte[]?, byte[]?> Record { get; } = record;

    public long Offset { get; } = record.Offset.Value;

    public int Size => (Record.Message.Value?.Length ?? 0) + (Record.Message.Key?.Length ?? 0) + Overhead;

    /// <summary>The order; null while it is not decoded, or when it was rejected.</summary>
    public OrderRow? Row { get; private set; }

    public Rejected? Rejected { get; private set; }

    /// <summary>In the DLQ, acknowledged by all in-sync replicas.</summary>
    public bool DeadLettered { get; set; }

    /// <summary>Applied by this instance, as opposed to found applied.</summary>
    public bool Applied { get; set; }

    /// <summary>The version that this message made; zero while it has made none.</summary>
    public long Version { get; set; }

    /// <summary>Not applied yet, as far as this instance knows.</summary>
    public bool IsFresh => Offset >= Partition.Applied;

    /// <summary>Pure work, done once however often the batch is tried.</summary>
    public void Decode(DateTimeOffset now, DecodeLimits limits)
    {
        if (Row is not null || Rejected is not null)
        {
            return;
        }

        var decoded = OrderDecoder.Decode(Record.Message.Value, now, limits);
        Row = decoded is Accepted accepted ? OrderRow.Of(accepted) : null;
        Rejected = decoded as Rejected;
    }

    /// <summary>PostgreSQL refuses this order for its data, alone and every time.</summary>
    public void Refuse(string sqlState)
    {
        Row = null;
        Rejected = new Rejected(
            ErrorReasons.DbSaveError,
            [new Fault("$", FaultCodes.RefusedByDatabase, $"PostgreSQL refuses the data of this order with SQLSTATE {sqlState}.")]);
    }

    /// <summary>This message in its trace; null when that is not recorded.</summary>
    public Activity? Span { get; set; }

    /// <summary>The trace context that came with the message, to travel on with what it causes.</summary>
    public TraceHeaders? TraceContext =>
        Header(HeaderNames.TraceParent) is { Length: > 0 } parent ? new TraceHeaders(parent, Header(HeaderNames.TraceState)) : null;

    private byte[]? Header(string name) =>
        Record.Message.Headers is { } headers && headers.TryGetLastBytes(name, out var value) ? value : null;
}
