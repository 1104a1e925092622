using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Members that are there twice.</summary>
internal static class DuplicateSpoilers
{
    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("member twice", 120, draft => Duplicate(draft, static name => name, static value => value)),
        new("member twice, once with escapes", 120, draft => Duplicate(
            draft, name => string.Concat(name.Select(letter => draft.Random.Next(2) == 0 ? Node.Escape(letter).Replace('a', 'A') : letter.ToString())), static value => value)),
        new("member twice, first as something else", 80, draft => Duplicate(draft, static name => name, _ => new Leaf(draft.Random.OneOf("null", "1", "\"\"", "[]", "{}")))),
        new("unknown member twice", 80, draft =>
        {
            draft.Order.List.Insert(draft.Random.Next(draft.Order.List.Count), ("extra", new Leaf("1")));
            draft.Order.List.Add((draft.Random.OneOf("extra", "e\\u0078tra", "\\u0065\\u0078\\u0074\\u0072\\u0061"), new Leaf("1")));
            draft.Expected = "extra duplicate_member";
        }),
        new("member twice inside of an unknown one", 80, draft =>
        {
            draft.Order.List.Add(("extra", new Elements(new Members(("a", new Leaf("1")), (draft.Random.OneOf("a", "\\u0061"), new Members())))));
            draft.Expected = "extra[0].a duplicate_member";
        }),
        new("names that only look the same", 60, draft =>
        {
            draft.Order.List.AddRange([("Entry", new Leaf("1")), ("entry ", new Leaf("1")), ("\u0435ntry", new Leaf("1")), ("e\u0301", new Leaf("1")), ("\u00e9", new Leaf("1")), ("entry\\u0000", new Leaf("1"))]);
            draft.Expected = "stored";
        }),
        new("a member thousands of times", 3, draft =>
        {
            draft.Order.List.AddRange(Enumerable.Repeat(("again", (Node)new Leaf("0")), 5_000));
            draft.Expected = "again duplicate_member";
        }),
    ];

    private static void Duplicate(Draft draft, Func<string, string> rename, Func<Node, Node> before)
    {
        var place = draft.AnyPlace();
        place.Parent.List.Insert(draft.Random.Next(place.Index + 1), (rename(place.Name), before(place.Value)));
        draft.Expected = $"{place.Path} duplicate_member";
    }
}
