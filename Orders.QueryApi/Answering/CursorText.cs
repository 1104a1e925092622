using System.Buffers.Text;
using System.Security.Cryptography;

namespace Orders.QueryApi.Answering;

/// <summary>
/// A place in a list as opaque base64url text. It carries a digest of the place and of the list it belongs to, so that a cursor that was cut
/// off, made up, or taken from another list or other filters is noticed. The digest is no secret: whoever makes a cursor by hand gets no
/// more than the list gives anyway.
/// </summary>
internal static class CursorText
{
    private const int DigestBytes = 6;

    /// <summary>The longest that is looked at, in characters.</summary>
    private const int MaxLength = 100_000;

    /// <param name="list">Names the list and its filters.</param>
    public static string Encode(string list, ReadOnlySpan<byte> place) => Base64Url.EncodeToString([.. Digest(list, place), .. place]);

    /// <returns>Null when this is no cursor of that list.</returns>
    public static byte[]? Decode(string list, string text)
    {
        if (text.Length is 0 or > MaxLength || !Base64Url.IsValid(text))
        {
            return null;
        }

        // Padding, blanks and the bits that are left over in the last letter are ignored by the decoder; here they are a change like any other.
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length < DigestBytes || Base64Url.EncodeToString(bytes) != text)
        {
            return null;
        }

        var place = bytes[DigestBytes..];
        return bytes.AsSpan(0, DigestBytes).SequenceEqual(Digest(list, place)) ? place : null;
    }

    /// <summary>One text for a list and its filters; the lengths keep two different ones apart.</summary>
    public static string List(string name, params ReadOnlySpan<string?> filters)
    {
        var list = name;
        foreach (var filter in filters)
        {
            list += filter is null ? "|-" : $"|{filter.Length}:{filter}";
        }

        return list;
    }

    private static ReadOnlySpan<byte> Digest(string list, ReadOnlySpan<byte> place)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(list));
        hash.AppendData([0]);
        hash.AppendData(place);
        return hash.GetHashAndReset().AsSpan(0, DigestBytes);
    }
}
