using System.Globalization;

namespace Orders.Chaos.Messages.Judging;

/// <summary>What holds for the members of any object, whether the model knows it or not.</summary>
internal static class ObjectMembers
{
    /// <summary>By name; of a member that is there twice the last one, after the fault is noted.</summary>
    public static Dictionary<string, JsonValue> ByName(string path, JsonValue value, FaultSheet sheet)
    {
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var (name, member) in value.Members)
        {
            if (name is null)
            {
                sheet.AddUnreadable(Paths.Of(path, "?"), "invalid_text");
                continue;
            }

            if (members.ContainsKey(name))
            {
                sheet.AddUnreadable(Paths.OfUnknown(path, name), "duplicate_member");
            }

            members[name] = member;
        }

        return members;
    }

    /// <summary>Unknown members may be anything, as long as none is there twice.</summary>
    public static void Check(string path, Dictionary<string, JsonValue> members, FaultSheet sheet)
    {
        foreach (var (name, value) in members)
        {
            Check(Paths.OfUnknown(path, name), value, sheet);
        }
    }

    private static void Check(string path, JsonValue value, FaultSheet sheet)
    {
        if (value.Kind == JsonKind.Object)
        {
            ByName(path, value, sheet);
            foreach (var (name, member) in value.Members.Where(member => member.Name is not null))
            {
                Check(Paths.OfUnknown(path, name!), member, sheet);
            }
        }

        for (var i = 0; i < value.Elements.Count; i++)
        {
            Check(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), value.Elements[i], sheet);
        }
    }
}
