namespace Orders.Chaos.Messages.Judging;

/// <summary>A text, letter by letter.</summary>
internal sealed class JsonLetters(string text)
{
    public int At { get; private set; }

    public bool AtEnd => At == text.Length;

    /// <summary>The next letter; at the end U+0000, which JSON has nowhere.</summary>
    public char Peek() => At < text.Length ? text[At] : '\0';

    /// <exception cref="NotJsonException">There is no next letter.</exception>
    public char Take() => At < text.Length ? text[At++] : throw NotJsonException.Syntax();

    /// <exception cref="NotJsonException">It is another one.</exception>
    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw NotJsonException.Syntax();
        }
    }

    public bool TryTake(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        At++;
        return true;
    }

    public void SkipSpace()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
        {
            At++;
        }
    }

    /// <exception cref="NotJsonException">There is none.</exception>
    public void TakeDigits()
    {
        var start = At;
        while (char.IsAsciiDigit(Peek()))
        {
            At++;
        }

        if (At == start)
        {
            throw NotJsonException.Syntax();
        }
    }

    public string Since(int start) => text[start..At];
}
