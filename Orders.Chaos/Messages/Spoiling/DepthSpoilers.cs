using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Nesting up to the limit of 64 levels and far beyond.</summary>
internal static class DepthSpoilers
{
    private const int Most = 64;

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        // The order itself is the first level.
        new("nested as deep as may be", 60, draft => Nest(draft, Most - 1, "stored")),
        new("nested one level too deep", 60, draft => Nest(draft, Most, "$ too_deep")),
        new("nested 10,000 deep", 60, draft => Nest(draft, 10_000, "$ too_deep")),
        new("nested 10,000 deep in place of a member", 40, draft =>
        {
            var place = draft.AnyPlace();
            place.Value = new Leaf(Nested(draft.Random, 10_000));
            draft.Expected = "$ too_deep";
        }),
        new("nested without an end", 40, draft =>
        {
            draft.Expected = "$ too_deep";
            draft.Then(_ => [.. Enumerable.Repeat("[{\"a\":"u8.ToArray(), 5_000 + draft.Random.Next(5_000)).SelectMany(level => level)]);
        }),
        new("nested 200,000 deep", 1, draft => Nest(draft, 200_000, "$ too_deep")),
    ];

    private static void Nest(Draft draft, int levels, string expected)
    {
        draft.Order.List.Insert(draft.Random.Next(draft.Order.List.Count + 1), ("deep", new Leaf(Nested(draft.Random, levels))));
        draft.Expected = expected;
    }

    private static string Nested(Random random, int levels) => random.Next(2) == 0
        ? new string('[', levels) + new string(']', levels)
        : string.Concat(Enumerable.Repeat("{\"a\":[", levels / 2)) + (levels % 2 == 0 ? "0" : "{}") + string.Concat(Enumerable.Repeat("]}", levels / 2));
}
