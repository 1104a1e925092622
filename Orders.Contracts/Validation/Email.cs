using System.Buffers;

namespace Orders.Contracts.Validation;

internal static class Email
{
    private const string Specials = "\"(),:;<>[\\]@";

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(Specials);

    /// <summary>
    /// An address as RFC 5321 and 6531 have it, letters of any script included, without the two forms nobody has:
    /// a quoted name before the @ and an IP address after it.
    /// </summary>
    public static bool IsValid(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && IsName(text.AsSpan(0, at)) && IsDomain(text.AsSpan(at + 1));
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.Length > 64 || name.ContainsAny(Forbidden) || name[0] == '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in name)
        {
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain.Length is 0 or > 253)
        {
            return false;
        }

        foreach (var range in domain.Split('.'))
        {
            if (!IsLabel(domain[range]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
        {
            return false;
        }

        foreach (var c in label)
        {
            if (!IsLabelCharacter(c))
            {
                return false;
            }
        }

        return true;
    }

    // Outside ASCII a name may hold marks and, in surrogate pairs, letters that no single char can tell; those are let through.
    private static bool IsLabelCharacter(char c) =>
        char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) || c == '-' : !char.IsWhiteSpace(c) && !char.IsControl(c);
}
