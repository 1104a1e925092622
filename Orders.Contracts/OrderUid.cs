using System.Buffers;

namespace Orders.Contracts;

/// <summary>What names an order: 1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>, safe in a URL path as it is.</summary>
public static class OrderUid
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public static bool IsValid(ReadOnlySpan<char> uid) =>
        uid.Length is > 0 and <= MaxLength && !uid.ContainsAnyExcept(Allowed);
}
