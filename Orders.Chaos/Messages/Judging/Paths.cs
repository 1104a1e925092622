namespace Orders.Chaos.Messages.Judging;

internal static class Paths
{
    public static string Of(string parent, string name) => parent == "$" ? name : $"{parent}.{name}";

    /// <summary>A name that came with the message may be personal: only plain identifiers of at most 64 characters are repeated.</summary>
    public static string OfUnknown(string parent, string name) =>
        Of(parent, name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : "?");
}
