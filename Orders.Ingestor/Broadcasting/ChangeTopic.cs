using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.Ingestor.Appending;
using Orders.Ingestor.Batching;
using Orders.Ingestor.Topics;
using Orders.Ingestor.Tracing;

namespace Orders.Ingestor.Broadcasting;

/// <summary>An order as it is after a change.</summary>
/// <param name="Source">The message that caused it.</param>
internal sealed record OrderChange(IngestMessage Source, string OrderUid, long Version, ReadOnlyMemory<byte> Document);

/// <summary>
/// What the caches follow. All that concerns a partition of <c>orders</c> goes into one partition of <c>orders_changed</c>, so
/// that a heartbeat cannot overtake the changes it speaks for.
/// </summary>
internal interface IChangeTopic
{
    /// <summary>Appends the changes in their order; returns when all in-sync replicas have them.</summary>
    Task BroadcastAsync(IReadOnlyList<OrderChange> changes);

    /// <summary>Says that everything applied from these partitions has been broadcast before.</summary>
    Task HeartbeatAsync(IReadOnlyList<OwnedPartition> partitions);

    /// <summary>Says that changes from this partition may be missing: what is cached must be compared with the database.</summary>
    Task ResetAsync(OwnedPartition partition);
}

internal sealed class ChangeTopic(KafkaAppender appender, TopicCatalog topics, ILogger<ChangeTopic> log) : IChangeTopic
{
    private readonly OnwardSpans _spans = new(topics.Changes);

    public async Task BroadcastAsync(IReadOnlyList<OrderChange> changes)
    {
        try
        {
            await appender.AppendAsync([.. changes.Select(Record)]);
        }
        catch (KafkaException tooLarge) when (tooLarge.Error.Code == ErrorCode.MsgSizeTooLarge)
        {
            // The topic's max.message.bytes is smaller than an order may be. The caches need not have the document, only not to
            // believe their old one.
            log.ChangeTooLarge();
            await appender.AppendAsync([.. changes.Select(change => change.Source.Partition).Distinct().Select(Reset)]);
        }
    }

    public Task HeartbeatAsync(IReadOnlyList<OwnedPartition> partitions) => appender.AppendAsync([.. partitions.Select(partition => Control(
        partition,
        (HeaderNames.Heartbeat, partition.Id),
        (HeaderNames.NextOffset, partition.Applied),
        (HeaderNames.PartitionCount, topics.OrdersPartitions)))]);

    public Task ResetAsync(OwnedPartition partition) => appender.AppendAsync([Reset(partition)]);

    private PendingRecord Reset(OwnedPartition partition) => Control(partition, (HeaderNames.Reset, partition.Id));

    private PendingRecord Record(OrderChange change)
    {
        var headers = new Headers
        {
            { HeaderNames.Version, Decimal(change.Version) },
            { HeaderNames.AppendedAt, Decimal(change.Source.Record.Message.Timestamp.UnixTimestampMs) },
        };
        var span = _spans.Start(change.Source);
        foreach (var (name, value) in OnwardSpans.Headers(change.Source, span))
        {
            headers.Add(name, value);
        }

        return new PendingRecord(
            Target(change.Source.Partition),
            new Message<byte[]?, byte[]?>
            {
                Key = Encoding.ASCII.GetBytes(change.OrderUid),
                Value = Bytes(change.Document),
                Headers = headers,
            },
            span);
    }

    private PendingRecord Control(OwnedPartition partition, params ReadOnlySpan<(string Name, long Value)> headers)
    {
        var message = new Message<byte[]?, byte[]?> { Headers = [] };
        foreach (var (name, value) in headers)
        {
            message.Headers.Add(name, Decimal(value));
        }

        return new PendingRecord(Target(partition), message);
    }

    private TopicPartition Target(OwnedPartition partition) => new(topics.Changes, partition.Id % topics.ChangesPartitions);

    private static byte[] Bytes(ReadOnlyMemory<byte> document) =>
        MemoryMarshal.TryGetArray(document, out var segment) && segment.Array is { } array && segment.Count == array.Length
            ? array
            : document.ToArray();

    private static byte[] Decimal(long number) => Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture));
}
