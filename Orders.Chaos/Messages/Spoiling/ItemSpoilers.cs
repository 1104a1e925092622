using System.Globalization;

using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>How many items there are, and that each is one of its own.</summary>
internal static class ItemSpoilers
{
    private const int Most = 1_000;

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("no items", 60, draft => Resize(draft, 0, "items no_items")),
        new("one item", 40, draft => Resize(draft, 1, "stored")),
        new("dozens of items", 20, draft => Resize(draft, 20 + draft.Random.Next(80), "stored")),
        new("as many items as may be", 1, draft => Resize(draft, Most, "stored")),
        new("one item too many", 1, draft => Resize(draft, Most + 1, "items too_many_items")),
        new("an item that is none", 80, draft =>
        {
            var items = (Elements)draft.Order.At("items");
            var at = draft.Random.Next(items.List.Count);
            var what = draft.Random.OneOf("null", "1", "\"item\"", "[]");
            items.List[at] = new Leaf(what);
            draft.Expected = string.Create(CultureInfo.InvariantCulture, $"items[{at}] {(what == "null" ? "null" : "wrong_type")}");
        }),
        new("the same rid twice", 80, draft =>
        {
            Resize(draft, 2 + draft.Random.Next(30), "");
            var at = draft.Random.Next(1, ((Elements)draft.Order.At("items")).List.Count);
            var path = string.Create(CultureInfo.InvariantCulture, $"items[{at}].rid");
            draft.Order.Set(path, draft.Order.At(string.Create(CultureInfo.InvariantCulture, $"items[{draft.Random.Next(at)}].rid")).ToString());
            draft.Expected = $"{path} duplicate_rid";
        }),
        new("a fault in one of many items", 8, draft =>
        {
            Resize(draft, 100 + draft.Random.Next(100), "");
            var at = draft.Random.Next(((Elements)draft.Order.At("items")).List.Count);
            draft.Order.Set(string.Create(CultureInfo.InvariantCulture, $"items[{at}].sale"), "101");
            draft.Expected = string.Create(CultureInfo.InvariantCulture, $"items[{at}].sale out_of_range");
        }),
        new("faults in every item", 3, draft =>
        {
            Resize(draft, 300, "");
            foreach (var item in ((Elements)draft.Order.At("items")).List.Cast<Members>())
            {
                item.Set("brand", "\" \"");
                item.Set("nm_id", "0");
            }

            draft.Expected = null;
        }),
    ];

    private static void Resize(Draft draft, int count, string expected)
    {
        var items = (Elements)draft.Order.At("items");
        items.List.Clear();
        items.List.AddRange(Enumerable.Range(0, count).Select(number => ValidOrder.Item(draft.Uid, number, 100, draft.Random)));
        Sums.Balance(draft.Order);
        draft.Expected = expected;
    }
}
