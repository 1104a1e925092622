using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orders.Chaos.Messages.Making;

/// <summary>JSON that may be spoilt: an object can hold a member twice, and a leaf is whatever text is put there.</summary>
internal abstract partial class Node
{
    public abstract void WriteTo(StringBuilder text, string space);

    /// <summary>The node at a path such as <c>items[0].sale</c>, which must be there.</summary>
    public Node At(string path) => Steps().Matches(path).Aggregate(this, (node, step) => node switch
    {
        Members members => members.Find(step.Value).Value,
        Elements elements => elements.List[int.Parse(step.ValueSpan, CultureInfo.InvariantCulture)],
        _ => throw new ArgumentException($"There is no {path}.", nameof(path)),
    });

    public override string ToString()
    {
        var text = new StringBuilder();
        WriteTo(text, "");
        return text.ToString();
    }

    /// <summary>A string as most writers write it.</summary>
    public static Node Text(string value) => new Leaf(Quote(value));

    public static Node Number(long value) => new Leaf(value.ToString(CultureInfo.InvariantCulture));

    public static string Quote(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var letter in value)
        {
            _ = letter is '"' or '\\' ? text.Append('\\').Append(letter)
                : letter < ' ' || char.IsSurrogate(letter) && !IsPaired(value) ? text.Append(Escape(letter))
                : text.Append(letter);
        }

        return text.Append('"').ToString();
    }

    public static string Escape(char letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");

    private static bool IsPaired(string value) => value.Count(char.IsHighSurrogate) == value.Count(char.IsLowSurrogate);

    [GeneratedRegex(@"[^.\[\]]+")]
    private static partial Regex Steps();
}

/// <summary>A string, a number, a word, or anything else: it is written as it is.</summary>
internal sealed class Leaf(string text) : Node
{
    public override void WriteTo(StringBuilder output, string space) => output.Append(text);
}

internal sealed class Members(params IEnumerable<(string Name, Node Value)> members) : Node
{
    /// <summary>Names are written in quotes as they are: an escape in one stays an escape.</summary>
    public List<(string Name, Node Value)> List { get; } = [.. members];

    public (string Name, Node Value) Find(string name) => List[IndexOf(name)];

    public int IndexOf(string name) => List.FindIndex(member => member.Name == name) is >= 0 and var index
        ? index
        : throw new ArgumentException($"There is no {name}.", nameof(name));

    public override void WriteTo(StringBuilder text, string space)
    {
        text.Append('{');
        for (var i = 0; i < List.Count; i++)
        {
            text.Append(i == 0 ? space : $",{space}").Append('"').Append(List[i].Name).Append("\":").Append(space);
            List[i].Value.WriteTo(text, space);
        }

        text.Append(space).Append('}');
    }
}

internal sealed class Elements(params IEnumerable<Node> elements) : Node
{
    public List<Node> List { get; } = [.. elements];

    public override void WriteTo(StringBuilder text, string space)
    {
        text.Append('[');
        for (var i = 0; i < List.Count; i++)
        {
            text.Append(i == 0 ? space : $",{space}");
            List[i].WriteTo(text, space);
        }

        text.Append(space).Append(']');
    }
}
