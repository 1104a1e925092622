using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Orders.Contracts.Decoding;

internal static class JsonText
{
    public const int MaxDepth = 64;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The message without a BOM and the white space around the document; a slice, not a copy.</summary>
    public static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> message)
    {
        if (message.Span.StartsWith(ByteOrderMark))
        {
            message = message[ByteOrderMark.Length..];
        }

        return message.Trim(" \t\r\n"u8);
    }

    /// <summary>Where the first byte is that cannot be UTF-8; -1 when all can.</summary>
    public static int FirstInvalidUtf8(ReadOnlySpan<byte> text)
    {
        for (var offset = 0; offset < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[offset..], out _, out var length) != OperationStatus.Done)
            {
                return offset;
            }

            offset += length;
        }

        return -1;
    }

    /// <summary>Reads the text through: the code of its syntax error and the byte where it is, or null when it is one JSON document.</summary>
    public static string? FindSyntaxError(ReadOnlySpan<byte> document, out long offset)
    {
        // One level more than is allowed, so that we meet the depth ourselves and can tell it from a syntax error.
        var reader = new Utf8JsonReader(document, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
                {
                    offset = reader.TokenStartIndex;
                    return FaultCodes.TooDeep;
                }
            }
        }
        catch (JsonException error)
        {
            offset = OffsetOf(document, error.LineNumber ?? 0, error.BytePositionInLine ?? 0);
            return FaultCodes.InvalidJson;
        }

        offset = -1;
        return null;
    }

    private static long OffsetOf(ReadOnlySpan<byte> document, long line, long byteInLine)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start += document[start..].IndexOf((byte)'\n') + 1;
        }

        return start + byteInLine;
    }
}
