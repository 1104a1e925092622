using System.Globalization;

namespace Orders.Chaos.Messages.Making;

/// <summary>A member of an order, and where it stands.</summary>
/// <param name="Path">As faults give it: <c>items[2].sale</c>.</param>
internal readonly record struct Place(string Path, Members Parent, int Index)
{
    public string Name => Parent.List[Index].Name;

    public Node Value
    {
        get => Parent.List[Index].Value;
        set => Parent.List[Index] = (Name, value);
    }
}

internal static class Places
{
    /// <summary>Every member of the order, of its parts and of its items.</summary>
    public static List<Place> All(this Members order) => [.. Of(order, "")];

    public static Place Place(this Members order, string path)
    {
        var dot = path.LastIndexOf('.');
        var parent = dot < 0 ? order : (Members)order.At(path[..dot]);
        return new Place(path, parent, parent.IndexOf(path[(dot + 1)..]));
    }

    /// <summary>Puts any text in the place of a member's value.</summary>
    public static void Set(this Members order, string path, string json)
    {
        var place = order.Place(path);
        place.Value = new Leaf(json);
    }

    private static IEnumerable<Place> Of(Members members, string prefix)
    {
        for (var i = 0; i < members.List.Count; i++)
        {
            var (name, value) = members.List[i];
            yield return new Place(prefix + name, members, i);
            var below = value switch
            {
                Members inner => Of(inner, $"{prefix}{name}."),
                Elements { List: var list } => list.OfType<Members>().SelectMany((item, at) =>
                    Of(item, string.Create(CultureInfo.InvariantCulture, $"{prefix}{name}[{at}]."))),
                _ => [],
            };
            foreach (var place in below)
            {
                yield return place;
            }
        }
    }
}
