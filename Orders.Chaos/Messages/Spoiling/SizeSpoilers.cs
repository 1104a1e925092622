using System.Text;

using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Messages up to the most bytes that the ingestor reads, and over.</summary>
internal static class SizeSpoilers
{
    private const int Most = 1_048_576;

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("as large as may be", 1, draft => Fill(draft, Most, "stored")),
        new("a byte too large", 1, draft => Fill(draft, Most + 1, "$ too_large")),
        new("much too large", 1, draft => Fill(draft, draft.Random.Next(Most + 2, 3 * Most), "$ too_large")),
        new("large", 2, draft => Fill(draft, draft.Random.Next(10_000, 300_000), "stored")),
        new("mostly white space", 1, draft =>
        {
            draft.Expected = "stored";
            draft.Then(bytes => [.. Enumerable.Repeat((byte)' ', 500_000), .. bytes, .. Enumerable.Repeat((byte)'\n', 400_000)]);
        }),
        new("hundreds of thousands of values", 1, draft =>
        {
            draft.Order.List.Add(("many", new Leaf($"[{string.Join(',', Enumerable.Repeat(draft.Random.OneOf("0", "{}", "[]", "\"\""), 200_000))}]")));
            draft.Expected = "stored";
        }),
        new("hundreds of thousands of members", 1, draft =>
        {
            draft.Order.List.Add(("many", new Members(Enumerable.Range(0, 60_000).Select(number => ($"m{number}", (Node)new Leaf("0"))))));
            draft.Expected = "stored";
        }),
    ];

    /// <summary>Text that hardly compresses, so that it is as large on its way.</summary>
    private static void Fill(Draft draft, int bytes, string expected)
    {
        draft.Expected = expected;
        draft.Then(order =>
        {
            var room = Math.Max(0, bytes - order.Length - ",\"x\":\"\"".Length);
            var filling = new byte[(room * 3 / 4) + 3];
            draft.Random.NextBytes(filling);
            return [.. order[..^1], .. ",\"x\":\""u8, .. Encoding.ASCII.GetBytes(Convert.ToBase64String(filling)[..room]), .. "\"}"u8];
        });
    }
}
