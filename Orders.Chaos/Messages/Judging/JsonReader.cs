using System.Buffers;
using System.Globalization;
using System.Text;

namespace Orders.Chaos.Messages.Judging;

/// <summary>What is wrong with a text that is no JSON document, as a fault code.</summary>
internal sealed class NotJsonException(string code) : Exception(code)
{
    public string Code => Message;
}

/// <summary>
/// RFC 8259, read plainly and strictly. Written out here, and not taken from a library, because the services' library would judge its own work.
/// </summary>
internal sealed class JsonReader(string text)
{
    /// <summary>The most levels a document may have.</summary>
    private const int MaxDepth = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private int _at;
    private int _depth;

    /// <exception cref="NotJsonException">The text is not one JSON document.</exception>
    public static JsonValue Read(string text)
    {
        var reader = new JsonReader(text);
        reader.SkipSpace();
        var value = reader.ReadValue();
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw NotJson();
    }

    private static NotJsonException NotJson() => new("invalid_json");

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void Take(char expected)
    {
        if (Peek() != expected)
        {
            throw NotJson();
        }

        _at++;
    }

    private bool TryTake(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private JsonValue ReadValue() => Peek() switch
    {
        '{' => ReadObject(),
        '[' => ReadArray(),
        '"' => new JsonValue(JsonKind.String) { Text = ReadString() },
        't' => ReadWord("true", JsonKind.Boolean),
        'f' => ReadWord("false", JsonKind.Boolean),
        'n' => ReadWord("null", JsonKind.Null),
        _ => ReadNumber(),
    };

    private JsonValue ReadWord(string word, JsonKind kind)
    {
        foreach (var letter in word)
        {
            Take(letter);
        }

        return new JsonValue(kind);
    }

    private JsonValue ReadObject()
    {
        Enter();
        var members = new List<(string?, JsonValue)>();
        if (!TryTake('}'))
        {
            do
            {
                SkipSpace();
                var name = ReadString();
                SkipSpace();
                Take(':');
                SkipSpace();
                members.Add((name, ReadValue()));
                SkipSpace();
            }
            while (TryTake(','));
            Take('}');
        }

        _depth--;
        return new JsonValue(JsonKind.Object) { Members = members };
    }

    private JsonValue ReadArray()
    {
        Enter();
        var elements = new List<JsonValue>();
        if (!TryTake(']'))
        {
            do
            {
                SkipSpace();
                elements.Add(ReadValue());
                SkipSpace();
            }
            while (TryTake(','));
            Take(']');
        }

        _depth--;
        return new JsonValue(JsonKind.Array) { Elements = elements };
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new NotJsonException("too_deep");
        }

        _at++;
        SkipSpace();
    }

    private string? ReadString()
    {
        Take('"');
        var result = new StringBuilder();
        while (!TryTake('"'))
        {
            // Also where the text ends.
            if (Peek() < ' ')
            {
                throw NotJson();
            }

            var next = text[_at++];
            result.Append(next == '\\' ? ReadEscape() : next);
        }

        return WithoutHalfPairs(result.ToString());
    }

    private char ReadEscape()
    {
        var letter = Peek();
        _at++;
        return letter switch
        {
            '"' or '\\' or '/' => letter,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => ReadUnit(),
            _ => throw NotJson(),
        };
    }

    private char ReadUnit()
    {
        if (_at + 4 > text.Length || text.AsSpan(_at, 4).ContainsAnyExcept(HexDigits))
        {
            throw NotJson();
        }

        var unit = (char)int.Parse(text.AsSpan(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        _at += 4;
        return unit;
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

    private JsonValue ReadNumber()
    {
        var start = _at;
        TryTake('-');
        if (!TryTake('0'))
        {
            TakeDigits();
        }

        if (TryTake('.'))
        {
            TakeDigits();
        }

        if (TryTake('e') || TryTake('E'))
        {
            _ = TryTake('+') || TryTake('-');
            TakeDigits();
        }

        return new JsonValue(JsonKind.Number) { Text = text[start.._at] };
    }

    private void TakeDigits()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek()))
        {
            _at++;
        }

        if (_at == start)
        {
            throw NotJson();
        }
    }
}
