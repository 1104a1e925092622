namespace Orders.Contracts.Validation;

/// <summary>Language tags that are well-formed by RFC 5646 and begin with a language: <c>en</c>, <c>pt-BR</c>, <c>zh-Hant-TW</c>.</summary>
internal static class LanguageTag
{
    // RFC 5646 sets no limit but asks for room for 35; no registered tag comes near this.
    private const int MaxLength = 64;

    // What may come next, in the order RFC 5646 prescribes.
    private enum Stage
    {
        ExtendedLanguage,
        SecondExtendedLanguage,
        ThirdExtendedLanguage,
        Script,
        Region,
        Variant,
        Extension,
        PrivateUse
    }

    public static bool IsValid(string text)
    {
        if (text.Length > MaxLength)
        {
            return false;
        }

        var tag = text.AsSpan();
        var stage = Stage.ExtendedLanguage;
        var first = true;
        var open = false;
        foreach (var range in tag.Split('-'))
        {
            var part = tag[range];
            if (first ? !IsLanguage(part) : !Follows(part, ref stage, ref open))
            {
                return false;
            }

            first = false;
        }

        return !open;
    }

    private static bool IsLanguage(ReadOnlySpan<char> part) => part.Length is 2 or 3 && IsLetters(part);

    /// <param name="part">The subtag.</param>
    /// <param name="stage">How far the tag has come.</param>
    /// <param name="open">A singleton (<c>-u-</c>, <c>-x-</c>) stands before this part, which must give it content.</param>
    private static bool Follows(ReadOnlySpan<char> part, ref Stage stage, ref bool open)
    {
        if (part.Length is 0 or > 8 || !IsLettersOrDigits(part))
        {
            return false;
        }

        if (stage == Stage.PrivateUse)
        {
            open = false;
            return true;
        }

        if (part.Length == 1)
        {
            var follows = !open;
            stage = part[0] is 'x' or 'X' ? Stage.PrivateUse : Stage.Extension;
            open = true;
            return follows;
        }

        if (stage == Stage.Extension)
        {
            open = false;
            return true;
        }

        return Advance(part, ref stage);
    }

    private static bool Advance(ReadOnlySpan<char> part, ref Stage stage)
    {
        Stage? next = part.Length switch
        {
            3 when IsLetters(part) && stage < Stage.Script => stage + 1,
            4 when IsLetters(part) && stage <= Stage.Script => Stage.Region,
            2 when IsLetters(part) && stage <= Stage.Region => Stage.Variant,
            3 when IsDigits(part) && stage <= Stage.Region => Stage.Variant,
            4 when char.IsAsciiDigit(part[0]) => Stage.Variant,
            >= 5 => Stage.Variant,
            _ => null
        };
        stage = next ?? stage;
        return next is not null;
    }

    private static bool IsLetters(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
        {
            if (!char.IsAsciiLetter(c))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> part) => !part.ContainsAnyExceptInRange('0', '9');

    private static bool IsLettersOrDigits(ReadOnlySpan<char> part)
    {
        foreach (var c in part)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
