using System.Globalization;
using System.Text;
using System.Text.Json;

using Confluent.Kafka;

using Orders.Chaos.Messages.Judging;
using Orders.Chaos.Messages.Sending;
using Orders.Contracts;

namespace Orders.Chaos.Messages.Accounting;

/// <summary>A dead letter against the message that it was and the verdict on it.</summary>
internal static class LetterCheck
{
    private const int MostDetailsBytes = 8 * 1024;

    private static readonly string[] Ours =
    [
        HeaderNames.OriginalTopic, HeaderNames.OriginalPartition, HeaderNames.OriginalOffset, HeaderNames.OriginalTimestamp, HeaderNames.ConsumerGroup,
        HeaderNames.FailedAt, HeaderNames.ReplayCount, HeaderNames.ErrorReason, HeaderNames.ErrorDetails,
    ];

    /// <summary>What is wrong with the letter; nothing when all is as it has to be.</summary>
    public static IEnumerable<string> Faults(Sent sent, DeadLettered verdict, Message<byte[]?, byte[]?> letter)
    {
        var headers = letter.Headers ?? [];
        if (!Same(sent.Specimen.Value, letter.Value))
        {
            yield return "the value is not what was sent";
        }

        if (!Same(sent.Specimen.Key, letter.Key))
        {
            yield return "the key is not what was sent";
        }

        if (!Others(sent.Specimen.Headers).SequenceEqual(Others(headers)))
        {
            yield return "the message's own headers are not all there, or not as they were";
        }

        foreach (var name in Ours.Append(HeaderNames.TraceParent).Where(name => headers.Count(header => header.Key == name) != 1))
        {
            yield return $"{name} is not there exactly once";
        }

        foreach (var (name, expected) in Known(sent, verdict).Where(known => Text(headers, known.Name) != known.Value))
        {
            yield return $"{name} is '{Text(headers, name)}' and not '{expected}'";
        }

        if (!DateTimeOffset.TryParseExact(Text(headers, HeaderNames.FailedAt), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            yield return $"{HeaderNames.FailedAt} is no date";
        }

        if (DetailsFault(Text(headers, HeaderNames.ErrorDetails), verdict.Faults) is { } fault)
        {
            yield return fault;
        }
    }

    /// <summary>What the letter says about itself.</summary>
    public static string Words(Message<byte[]?, byte[]?> letter) => $"{Text(letter.Headers, HeaderNames.ErrorReason)} {Text(letter.Headers, HeaderNames.ErrorDetails)}";

    private static IEnumerable<(string Name, string Value)> Known(Sent sent, DeadLettered verdict) =>
    [
        (HeaderNames.OriginalTopic, TopicNames.Orders),
        (HeaderNames.OriginalPartition, Decimal(sent.Partition)),
        (HeaderNames.OriginalOffset, Decimal(sent.Offset)),
        (HeaderNames.OriginalTimestamp, Decimal(sent.Specimen.Timestamp.UnixTimestampMs)),
        (HeaderNames.ConsumerGroup, "orders-ingestor"),
        (HeaderNames.ErrorReason, verdict.Reason),
        (HeaderNames.ReplayCount, Decimal(ReplayCount(sent.Specimen.Headers))),
    ];

    /// <summary>The number that the message brought along; what is no number counts as none.</summary>
    private static long ReplayCount(Headers headers) =>
        long.TryParse(Text(headers, HeaderNames.ReplayCount), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static string? DetailsFault(string? details, IReadOnlySet<string> expected)
    {
        if (details is null || Encoding.UTF8.GetByteCount(details) > MostDetailsBytes)
        {
            return "the details are missing or longer than 8 KB";
        }

        using var json = JsonDocument.Parse(details);
        var told = json.RootElement.EnumerateArray().Select(fault => $"{fault.GetProperty("path").GetString()} {fault.GetProperty("code").GetString()}").ToHashSet();
        var some = told.Remove("$ more_faults");
        return some ? told.Count > 0 && told.IsSubsetOf(expected) ? null : Difference(told, expected)
            : told.SetEquals(expected) ? null : Difference(told, expected);
    }

    private static string Difference(HashSet<string> told, IReadOnlySet<string> expected) =>
        $"it tells of ({string.Join(", ", told.Except(expected).Take(5))}), which is not so, and not of ({string.Join(", ", expected.Except(told).Take(5))})";

    /// <summary>Those that the ingestor neither sets nor, for the trace, carries on in its own way.</summary>
    private static IEnumerable<(string, string)> Others(Headers headers) => headers
        .Where(header => !Ours.Contains(header.Key) && header.Key is not (HeaderNames.TraceParent or HeaderNames.TraceState))
        .Select(header => (header.Key, header.GetValueBytes() is { } value ? Convert.ToHexString(value) : "none"));

    private static string? Text(Headers headers, string name) =>
        headers.TryGetLastBytes(name, out var value) && value is not null ? Encoding.UTF8.GetString(value) : null;

    private static bool Same(byte[]? one, byte[]? other) => one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);

    private static string Decimal(long number) => number.ToString(CultureInfo.InvariantCulture);
}
