using System.Text.Json;

namespace Orders.Contracts.Validation;

/// <summary>Paths as faults give them: <c>$</c>, <c>delivery.phone</c>, <c>items[3].sale</c>.</summary>
internal static class MemberPath
{
    public const string Document = "$";

    private const int LongestForeignName = 64;

    public static string Of(string parent, string member) => parent == Document ? member : $"{parent}.{member}";

    public static string Of(string parent, int index) => $"{parent}[{index}]";

    /// <summary>The path of a member that the model does not know. Its name came with the message and so might be personal: plain identifiers only.</summary>
    public static string OfForeign(string parent, string member) =>
        Of(parent, member.Length is > 0 and <= LongestForeignName && member.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? member : "?");

    /// <summary><c>Items[3].TotalPrice</c> becomes <c>items[3].total_price</c>.</summary>
    public static string FromProperties(string propertyPath) =>
        string.Join('.', propertyPath.Split('.').Select(JsonNamingPolicy.SnakeCaseLower.ConvertName));
}
