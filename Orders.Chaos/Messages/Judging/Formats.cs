using System.Text.RegularExpressions;

namespace Orders.Chaos.Messages.Judging;

/// <summary>The forms that single members have, as their standards write them down.</summary>
internal static partial class Formats
{
    /// <summary>Unicode's property White_Space.</summary>
    private const string WhiteSpace =
        "\u0009\u000a\u000b\u000c\u000d\u0020\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    public static bool IsBlank(string text) => text.All(WhiteSpace.Contains);

    /// <summary>Code points: what an emoji outside the basic plane is one of, and a letter with a combining mark two.</summary>
    public static int Characters(string text) => text.Length - text.Count(char.IsLowSurrogate);

    public static bool IsOrderUid(string text) => OrderUid().IsMatch(text);

    public static bool IsPhone(string text) => Phone().IsMatch(text);

    public static bool IsEmail(string text) => Email().IsMatch(text) && text.Length - text.LastIndexOf('@') - 1 <= 253;

    public static bool IsLanguageTag(string text) => text.Length <= 64 && LanguageTag().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex OrderUid();

    [GeneratedRegex(@"\A\+?[0-9]{7,15}\z")]
    private static partial Regex Phone();

    // RFC 5321 with RFC 6531's letters, without quoted names and address literals.
    [GeneratedRegex("""
        \A (?=[^@]{1,64}@) [^\s\p{Cc}"(),:;<>@\[\]\\.]+ (\.[^\s\p{Cc}"(),:;<>@\[\]\\.]+)*
        @ (?!-)[A-Za-z0-9\-\x80-\uFFFF-[\s\p{Cc}]]{1,63}(?<!-) (\.(?!-)[A-Za-z0-9\-\x80-\uFFFF-[\s\p{Cc}]]{1,63}(?<!-))* \z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Email();

    // RFC 5646, section 2.1, without the grandfathered tags and with the languages that exist: those of two and three letters.
    [GeneratedRegex("""
        \A [A-Za-z]{2,3} (-[A-Za-z]{3}){0,3} (-[A-Za-z]{4})? (-([A-Za-z]{2}|[0-9]{3}))?
        (-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))* (-[0-9A-WY-Za-wy-z](-[A-Za-z0-9]{2,8})+)* (-[xX](-[A-Za-z0-9]{1,8})+)? \z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();
}
