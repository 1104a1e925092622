using System.Globalization;
using System.Text;

namespace Orders.Chaos.Messages.Judging;

internal static class JsonStrings
{
    /// <returns>Null for a text with half of a surrogate pair, which is good JSON and no text.</returns>
    /// <exception cref="NotJsonException">There is no string.</exception>
    public static string? Read(JsonLetters letters)
    {
        letters.Take('"');
        var result = new StringBuilder();
        while (!letters.TryTake('"'))
        {
            var next = letters.Take();
            if (next < ' ')
            {
                throw NotJsonException.Syntax();
            }

            result.Append(next == '\\' ? ReadEscape(letters) : next);
        }

        return WithoutHalfPairs(result.ToString());
    }

    private static char ReadEscape(JsonLetters letters) => letters.Take() switch
    {
        '"' => '"',
        '\\' => '\\',
        '/' => '/',
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => ReadUnit(letters),
        _ => throw NotJsonException.Syntax(),
    };

    private static char ReadUnit(JsonLetters letters)
    {
        var unit = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = letters.Take();
            unit = char.IsAsciiHexDigit(digit)
                ? (unit * 16) + int.Parse([digit], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : throw NotJsonException.Syntax();
        }

        return (char)unit;
    }

    private static string? WithoutHalfPairs(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return null;
            }
        }

        return value;
    }
}
