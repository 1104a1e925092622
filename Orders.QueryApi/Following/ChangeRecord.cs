using System.Buffers.Text;
using Confluent.Kafka;
using Orders.Contracts;

namespace Orders.QueryApi.Following;

/// <summary>What a record of <c>orders_changed</c> says.</summary>
internal abstract record ChangeRecord
{
    /// <param name="AppendedAt">When the message was appended to <c>orders</c> that caused the change; null when not told.</param>
    internal sealed record Change(string Uid, byte[] Document, long Version, DateTimeOffset? AppendedAt) : ChangeRecord;

    internal sealed record Heartbeat(int Partition, int PartitionCount, DateTimeOffset MadeAt) : ChangeRecord;

    internal sealed record Reset(int Partition) : ChangeRecord;

    /// <summary>Not one of ours. If it names an order, that order may have changed in a way nobody can read.</summary>
    internal sealed record Unreadable(string? Uid) : ChangeRecord;

    public static ChangeRecord Read(Message<string?, byte[]?> message)
    {
        var headers = message.Headers;
        if (message.Key is { } uid)
        {
            return OrderUid.IsValid(uid) && message.Value is { } document && Number(headers, HeaderNames.Version) is > 0 and var version
                ? new Change(uid, document, version, AppendTime(headers))
                : new Unreadable(OrderUid.IsValid(uid) ? uid : null);
        }

        if (Number(headers, HeaderNames.Heartbeat) is >= 0 and <= int.MaxValue and var partition
            && Number(headers, HeaderNames.PartitionCount) is > 0 and <= MaxPartitions and var count)
        {
            return new Heartbeat((int)partition, (int)count, message.Timestamp.UtcDateTime);
        }

        return Number(headers, HeaderNames.Reset) is >= 0 and <= int.MaxValue and var reset
            ? new Reset((int)reset)
            : new Unreadable(null);
    }

    /// <summary>More than any cluster has: a broken header must not make us keep account of two thousand million partitions.</summary>
    private const int MaxPartitions = 100_000;

    private static DateTimeOffset? AppendTime(Headers? headers) =>
        Number(headers, HeaderNames.AppendedAt) is >= 0 and < 253_402_300_800_000 and var milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static long? Number(Headers? headers, string name) =>
        headers is not null && headers.TryGetLastBytes(name, out var text)
        && Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length
            ? number
            : null;
}
