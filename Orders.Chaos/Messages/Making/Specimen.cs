using Confluent.Kafka;

using Orders.Chaos.Messages.Judging;

namespace Orders.Chaos.Messages.Making;

/// <summary>A message and what has to become of it.</summary>
/// <param name="Number">With the seed it makes the message again.</param>
/// <param name="Kind">How it was spoilt.</param>
/// <param name="Uid">The uid of the order that it was made from; no other message has it.</param>
/// <param name="Copies">How often it is sent, one right after the other.</param>
internal sealed record Specimen(
    long Number, string Kind, string Uid, byte[]? Key, byte[]? Value, Headers Headers, Timestamp Timestamp, int Copies, Verdict Verdict)
{
    public long Bytes => Copies * ((Value?.LongLength ?? 0) + (Key?.LongLength ?? 0) + Headers.Sum(header => header.Key.Length + (header.GetValueBytes()?.LongLength ?? 0)));
}
