using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Well-formed JSON of another shape.</summary>
internal static class StructureSpoilers
{
    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("untouched", 240, draft => draft.Expected = "stored"),
        new("member removed", 160, draft =>
        {
            var place = draft.AnyPlace();
            place.Parent.List.RemoveAt(place.Index);
            draft.Expected = $"{place.Path} missing";
        }),
        new("member renamed", 120, draft =>
        {
            var place = draft.AnyPlace();
            var name = place.Name;
            place.Parent.List[place.Index] = (draft.Random.OneOf(name.ToUpperInvariant(), $"{name} ", $"{name}_", "", $"\\u200b{name}", "__proto__", name.Replace("_", "", StringComparison.Ordinal) + "2"), place.Value);
            draft.Expected = $"{place.Path} missing";
        }),
        new("name written with escapes", 80, draft =>
        {
            var place = draft.AnyPlace();
            place.Parent.List[place.Index] = ($"{Node.Escape(place.Name[0])}{place.Name[1..]}", place.Value);
            draft.Expected = "stored";
        }),
        new("member null", 120, draft =>
        {
            var place = draft.AnyPlace();
            place.Value = new Leaf("null");
            draft.Expected = $"{place.Path} null";
        }),
        new("member of another type", 160, draft =>
        {
            var place = draft.AnyPlace();
            var isText = place.Value is Leaf leaf && leaf.ToString()[0] == '"';
            place.Value = isText ? new Leaf(draft.Random.OneOf("1", "true", "[]", "{}", "[\"a\"]", "{\"a\":1}"))
                : place.Value is Leaf ? new Leaf(draft.Random.OneOf("\"1\"", "false", "[1]", "{}"))
                : new Leaf(draft.Random.OneOf("\"{}\"", "1", "true"));
            draft.Expected = $"{place.Path} wrong_type";
        }),
        new("object and array swapped", 60, draft =>
        {
            var place = draft.AnyPlace(place => place.Value is not Leaf);
            place.Value = place.Value is Elements ? new Members(("0", place.Value)) : new Elements(place.Value);
            draft.Expected = $"{place.Path} wrong_type";
        }),
        new("members moved around", 80, draft =>
        {
            foreach (var members in new[] { draft.Order, (Members)draft.Order.At("delivery"), (Members)draft.Order.At("payment"), (Members)draft.Order.At("items[0]") })
            {
                var shuffled = members.List.ToArray();
                draft.Random.Shuffle(shuffled);
                members.List.Clear();
                members.List.AddRange(shuffled);
            }

            draft.Expected = "stored";
        }),
        new("member moved to another object", 60, draft =>
        {
            var place = draft.AnyPlace(place => place.Path.Contains('.', StringComparison.Ordinal));
            draft.Order.List.Add(($"{place.Name}_moved", place.Value));
            place.Parent.List.RemoveAt(place.Index);
            draft.Expected = $"{place.Path} missing";
        }),
        new("unknown members", 160, draft =>
        {
            foreach (var members in new[] { draft.Order, (Members)draft.Order.At("delivery"), (Members)draft.Order.At("payment"), (Members)draft.Order.At("items[0]") })
            {
                members.List.Insert(draft.Random.Next(members.List.Count + 1), (draft.Random.OneOf("x", "", "$", "a.b", "items[0]", "\\u0000", "имя", "😀", "constructor"), Foreign(draft.Random, 0)));
            }

            draft.Expected = "stored";
        }),
        new("half a pair in an unknown name", 40, draft =>
        {
            draft.Order.List.Add(("\\ud800", new Leaf("1")));
            draft.Expected = "? invalid_text";
        }),
        new("half a pair in an unknown value", 40, draft =>
        {
            draft.Order.List.Add(("x", new Leaf("\"\\udc00\"")));
            draft.Expected = "stored";
        }),
        new("no object at all", 80, draft =>
        {
            draft.Expected = "$ wrong_type";
            draft.Then(bytes => draft.Random.Next(6) switch
            {
                0 => "null"u8.ToArray(),
                1 => "true"u8.ToArray(),
                2 => "1e5"u8.ToArray(),
                3 => "\"order\""u8.ToArray(),
                4 => "[]"u8.ToArray(),
                _ => [(byte)'[', .. bytes, (byte)']'],
            });
        }),
        new("an empty object", 20, draft => draft.Order.List.Clear()),
        new("trailing comma or comment", 60, draft =>
        {
            draft.Expected = "$ invalid_json";
            draft.Then(bytes => draft.Random.Next(4) switch
            {
                0 => [.. bytes[..^1], .. ",}"u8],
                1 => [.. "// order\n"u8, .. bytes],
                2 => [.. bytes, .. "/* end */"u8],
                _ => [.. bytes, (byte)','],
            });
        }),
    ];

    /// <summary>Anything that JSON can hold, a few levels deep.</summary>
    private static Node Foreign(Random random, int depth) => random.Next(depth > 4 ? 6 : 9) switch
    {
        0 => new Leaf(random.OneOf("null", "true", "false")),
        1 => new Leaf(random.OneOf("0", "-0", "1e400", "-1.5E-7", "123456789012345678901234567890")),
        2 or 3 => Node.Text(random.OneOf("", "text", "\0", "\u2028", "😀", "\ud800")),
        4 => new Members(),
        5 => new Elements(),
        6 => new Elements(Foreign(random, depth + 1), Foreign(random, depth + 1)),
        _ => new Members(("a", Foreign(random, depth + 1)), ("b", Foreign(random, depth + 1)), ("A", Foreign(random, depth + 1))),
    };
}
