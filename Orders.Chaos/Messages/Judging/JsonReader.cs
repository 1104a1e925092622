namespace Orders.Chaos.Messages.Judging;

/// <summary>
/// RFC 8259, read plainly and strictly. Written out here, and not taken from a library, because the services' library would judge its own work.
/// </summary>
internal sealed class JsonReader
{
    /// <summary>The most levels a document may have.</summary>
    private const int MaxDepth = 64;

    private readonly JsonLetters _letters;
    private int _depth;

    private JsonReader(string text) => _letters = new JsonLetters(text);

    /// <exception cref="NotJsonException">The text is not one JSON document.</exception>
    public static JsonValue Read(string text)
    {
        var reader = new JsonReader(text);
        reader._letters.SkipSpace();
        var value = reader.ReadValue();
        reader._letters.SkipSpace();
        return reader._letters.AtEnd ? value : throw NotJsonException.Syntax();
    }

    private JsonValue ReadValue() => _letters.Peek() switch
    {
        '{' => ReadObject(),
        '[' => ReadArray(),
        '"' => new JsonValue(JsonKind.String) { Text = JsonStrings.Read(_letters) },
        't' => ReadWord("true", JsonKind.Boolean),
        'f' => ReadWord("false", JsonKind.Boolean),
        'n' => ReadWord("null", JsonKind.Null),
        _ => ReadNumber(),
    };

    private JsonValue ReadWord(string word, JsonKind kind)
    {
        foreach (var letter in word)
        {
            _letters.Take(letter);
        }

        return new JsonValue(kind);
    }

    private JsonValue ReadObject()
    {
        Enter();
        var members = new List<(string?, JsonValue)>();
        if (!_letters.TryTake('}'))
        {
            do
            {
                _letters.SkipSpace();
                var name = JsonStrings.Read(_letters);
                _letters.SkipSpace();
                _letters.Take(':');
                _letters.SkipSpace();
                members.Add((name, ReadValue()));
                _letters.SkipSpace();
            }
            while (_letters.TryTake(','));
            _letters.Take('}');
        }

        _depth--;
        return new JsonValue(JsonKind.Object) { Members = members };
    }

    private JsonValue ReadArray()
    {
        Enter();
        var elements = new List<JsonValue>();
        if (!_letters.TryTake(']'))
        {
            do
            {
                _letters.SkipSpace();
                elements.Add(ReadValue());
                _letters.SkipSpace();
            }
            while (_letters.TryTake(','));
            _letters.Take(']');
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

        _letters.Take();
        _letters.SkipSpace();
    }

    private JsonValue ReadNumber()
    {
        var start = _letters.At;
        _letters.TryTake('-');
        if (!_letters.TryTake('0'))
        {
            _letters.TakeDigits();
        }

        if (_letters.TryTake('.'))
        {
            _letters.TakeDigits();
        }

        if (_letters.TryTake('e') || _letters.TryTake('E'))
        {
            _ = _letters.TryTake('+') || _letters.TryTake('-');
            _letters.TakeDigits();
        }

        return new JsonValue(JsonKind.Number) { Text = _letters.Since(start) };
    }
}
