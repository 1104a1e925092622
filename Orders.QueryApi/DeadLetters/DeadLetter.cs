using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Orders.Contracts;
using Orders.ServiceDefaults.Tracing.Messaging;

namespace Orders.QueryApi.DeadLetters;

/// <summary>
/// A record of the dead-letter topic. Anybody may have put anything there, so every header may be missing or be nonsense: then what it
/// would have said is not known, and everything else is.
/// </summary>
/// <param name="Timestamp">When it was appended, in Unix milliseconds; 0 when not told.</param>
internal sealed record DeadLetter(int Partition, long Offset, long Timestamp, byte[]? Key, byte[]? Value, Headers Headers)
{
    public string? Reason => Text(HeaderNames.ErrorReason);

    /// <summary>What is wrong with the message; none when the header does not say so in our words.</summary>
    public IReadOnlyList<Fault> Details
    {
        get
        {
            try
            {
                return Headers.TryGetLastBytes(HeaderNames.ErrorDetails, out var json) && json is not null
                    ? [.. (JsonSerializer.Deserialize(json, OrderJsonContext.Default.IReadOnlyListFault) ?? []).OfType<Fault>()]
                    : [];
            }
            catch (JsonException)
            {
                return [];
            }
        }
    }

    /// <summary>How often it has been replayed: 0 when no header says otherwise.</summary>
    public long ReplayCount => Number(HeaderNames.ReplayCount) ?? 0;

    /// <summary>Which partition of which topic it came from, when known.</summary>
    public (string Topic, int Partition)? Origin =>
        Text(HeaderNames.OriginalTopic) is { } topic && Number(HeaderNames.OriginalPartition) is <= int.MaxValue and var partition
            ? (topic, (int)partition)
            : null;

    /// <summary>The trace in which it was rejected.</summary>
    public TraceHeaders? Trace =>
        Header(HeaderNames.TraceParent) is { Length: > 0 } parent ? new TraceHeaders(parent, Header(HeaderNames.TraceState)) : null;

    /// <summary>What it takes in memory, roughly.</summary>
    public int Bytes => (Value?.Length ?? 0) + (Key?.Length ?? 0) + Headers.Sum(header => header.Key.Length + (header.GetValueBytes()?.Length ?? 0));

    public static DeadLetter Of(ConsumeResult<byte[]?, byte[]?> record) => new(
        record.Partition.Value,
        record.Offset.Value,
        record.Message.Timestamp.Type == TimestampType.NotAvailable ? 0 : record.Message.Timestamp.UnixTimestampMs,
        record.Message.Key,
        record.Message.Value,
        record.Message.Headers ?? []);

    private string? Text(string name) => Header(name) is { } text ? Encoding.UTF8.GetString(text) : null;

    private byte[]? Header(string name) => Headers.TryGetLastBytes(name, out var value) ? value : null;

    private long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
