using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Orders.QueryApi.Serving;

/// <summary>An order's version as an entity tag.</summary>
internal static class EntityTags
{
    // Most orders are changed a few times: these cost nothing on a hit.
    private static readonly StringValues[] Common = [.. Enumerable.Range(0, 256).Select(version => Format(version))];

    public static StringValues Of(long version) =>
        (ulong)version < (ulong)Common.Length ? Common[version] : Format(version);

    /// <summary>Another tag than the full document's: the two must never answer for each other.</summary>
    public static StringValues OfMasked(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}-masked\"");

    /// <summary>Whether <c>If-None-Match</c> names the tag; compared weakly, as RFC 9110 asks for. A malformed header names nothing.</summary>
    public static bool Match(StringValues ifNoneMatch, string tag)
    {
        if (ifNoneMatch.Count == 0)
        {
            return false;
        }

        if (ifNoneMatch.Count == 1 && ifNoneMatch[0] == tag)
        {
            return true;
        }

        return IsNamed(ifNoneMatch, tag);
    }

    // By itself: what its lambda captures would be allocated where its parameters are declared, so for requests without a tag too.
    private static bool IsNamed(StringValues ifNoneMatch, string tag) =>
        EntityTagHeaderValue.TryParseStrictList(ifNoneMatch!, out var named)
        && named.Any(name => name.Equals(EntityTagHeaderValue.Any) || name.Tag == tag);

    private static string Format(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
