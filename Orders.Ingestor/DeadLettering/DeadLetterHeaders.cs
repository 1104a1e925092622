using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.Contracts.Decoding;

namespace Orders.Ingestor.DeadLettering;

/// <summary>The headers of a dead letter: those of the message, and what is wrong with it. Pure.</summary>
internal static class DeadLetterHeaders
{
    /// <summary>At most so many bytes of <see cref="HeaderNames.ErrorDetails"/>.</summary>
    public const int MaxDetailsBytes = 8 * 1024;

    /// <summary>Leaves room for the entry that says how many faults were left out.</summary>
    private const int ReservedForMore = 160;

    /// <param name="trace">The headers by which the trace goes on: ours, like the others.</param>
    public static Headers Of(
        ConsumeResult<byte[]?, byte[]?> record,
        Rejected rejected,
        string consumerGroup,
        DateTimeOffset failedAt,
        IReadOnlyList<(string Name, byte[] Value)> trace)
    {
        var ours = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [HeaderNames.OriginalTopic] = record.Topic,
            [HeaderNames.OriginalPartition] = Decimal(record.Partition.Value),
            [HeaderNames.OriginalOffset] = Decimal(record.Offset.Value),
            [HeaderNames.OriginalTimestamp] = Decimal(record.Message.Timestamp.UnixTimestampMs),
            [HeaderNames.ConsumerGroup] = consumerGroup,
            [HeaderNames.FailedAt] = failedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            [HeaderNames.ReplayCount] = Decimal(ReplayCount(record.Message.Headers)),
            [HeaderNames.ErrorReason] = rejected.Reason,
            [HeaderNames.ErrorDetails] = Details(rejected.Faults),
        };

        var headers = new Headers();
        foreach (var header in record.Message.Headers ?? [])
        {
            if (!ours.ContainsKey(header.Key) && header.Key is not (HeaderNames.TraceParent or HeaderNames.TraceState))
            {
                headers.Add(header.Key, header.GetValueBytes());
            }
        }

        foreach (var (name, value) in ours)
        {
            headers.Add(name, Encoding.UTF8.GetBytes(value));
        }

        foreach (var (name, value) in trace)
        {
            headers.Add(name, value);
        }

        return headers;
    }

    /// <summary>How often the message was replayed before: a number that it brought along, else zero.</summary>
    private static long ReplayCount(Headers? headers) =>
        headers is not null
            && headers.TryGetLastBytes(HeaderNames.ReplayCount, out var value)
            && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;

    /// <summary>Every fault as far as they fit; then one entry says how many more there are.</summary>
    private static string Details(IReadOnlyList<Fault> faults)
    {
        var json = new StringBuilder("[");
        var bytes = 2;
        for (var index = 0; index < faults.Count; index++)
        {
            var entry = Serialize(faults[index]);
            var size = Encoding.UTF8.GetByteCount(entry) + 1;
            var isLast = index == faults.Count - 1;
            if (bytes + size + (isLast ? 0 : ReservedForMore) > MaxDetailsBytes)
            {
                var more = new Fault("$", FaultCodes.MoreFaults, $"{faults.Count - index} more faults do not fit in this header.");
                json.Append(index == 0 ? "" : ",").Append(Serialize(more));
                break;
            }

            json.Append(index == 0 ? "" : ",").Append(entry);
            bytes += size;
        }

        return json.Append(']').ToString();
    }

    private static string Serialize(Fault fault) => JsonSerializer.Serialize(fault, OrderJsonContext.Default.Fault);

    private static string Decimal(long number) => number.ToString(CultureInfo.InvariantCulture);
}
