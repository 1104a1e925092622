using System.Text;

using Confluent.Kafka;

using Orders.Chaos.Messages.Making;
using Orders.Contracts;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>What goes around the value: key, headers, timestamp. It decides nothing about the order.</summary>
internal static class EnvelopeSpoilers
{
    private static readonly string[] Ours =
    [
        HeaderNames.OriginalTopic, HeaderNames.OriginalPartition, HeaderNames.OriginalOffset, HeaderNames.OriginalTimestamp, HeaderNames.ConsumerGroup,
        HeaderNames.FailedAt, HeaderNames.ReplayCount, HeaderNames.ErrorReason, HeaderNames.ErrorDetails,
    ];

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("tombstone", 60, draft =>
        {
            draft.Expected = "$ invalid_json";
            draft.Then(_ => null);
        }),
        new("odd key", 120, draft =>
        {
            draft.Key = draft.Random.Next(6) switch
            {
                0 => null,
                1 => [],
                2 => [0xFF, 0x00, 0xC0],
                3 => Encoding.UTF8.GetBytes(new string('k', 10_000)),
                4 => "b563feb7b2b84b6test"u8.ToArray(),
                _ => [0],
            };
            HalfOfThemBad(draft);
        }),
        new("headers of a dead letter", 100, draft =>
        {
            foreach (var name in Ours)
            {
                Add(draft, name, draft.Random.OneOf("", "1", "orders", "[]", "nonsense \u0001"));
                Add(draft, name, "a second one");
                Add(draft, $"{name}-Not", "another's");
                Add(draft, name.ToUpperInvariant(), "another's");
            }

            HalfOfThemBad(draft);
        }),
        new("replay count", 100, draft =>
        {
            Add(draft, HeaderNames.ReplayCount, draft.Random.OneOf("7", "0", "-1", "", "x", "1.5", "9223372036854775807", "9223372036854775808", " 3", "٣", "00012"));
            HalfOfThemBad(draft);
        }),
        new("header without a value", 40, draft =>
        {
            draft.Headers.Add("empty", []);
            draft.Headers.Add("none", null);
            draft.Headers.Add(HeaderNames.ReplayCount, null);
            draft.Headers.Add(HeaderNames.TraceParent, null);
            HalfOfThemBad(draft);
        }),
        new("many headers", 40, draft =>
        {
            for (var i = 0; i < 500; i++)
            {
                Add(draft, draft.Random.OneOf("a", "b", "ключ", "", "x y\n"), "value");
            }

            HalfOfThemBad(draft);
        }),
        new("large headers", 3, draft =>
        {
            var value = new byte[draft.Random.OneOf(60_000, 70_000, 900_000)];
            draft.Random.NextBytes(value);
            draft.Headers.Add("large", value);
            HalfOfThemBad(draft);
        }),
        new("trace headers", 80, draft =>
        {
            Add(draft, HeaderNames.TraceParent, draft.Random.OneOf("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0-0-0", "", new string('0', 3_000), "\u0000", "ff-\u00e9"));
            Add(draft, HeaderNames.TraceState, draft.Random.OneOf("a=b", "", new string('x', 3_000), "=,=,="));
            HalfOfThemBad(draft);
        }),
        new("odd timestamp", 80, draft =>
        {
            draft.Timestamp = new Timestamp(draft.Random.OneOf(1, 253_402_300_799_999, 253_402_300_800_000, long.MaxValue, 4_102_444_800_000), TimestampType.CreateTime);
            HalfOfThemBad(draft);
        }),
        new("the same message again", 80, draft =>
        {
            draft.Copies = 2 + draft.Random.Next(3);
            HalfOfThemBad(draft);
        }),
    ];

    private static void Add(Draft draft, string name, string value) => draft.Headers.Add(name, Encoding.UTF8.GetBytes(value));

    /// <summary>So that half of them come to the dead letters, envelope and all.</summary>
    private static void HalfOfThemBad(Draft draft)
    {
        draft.Expected = "stored";
        if (draft.Random.Next(2) == 0)
        {
            draft.Order.Set("payment.currency", "\"usd\"");
            draft.Expected = "payment.currency invalid_currency";
        }
    }
}
