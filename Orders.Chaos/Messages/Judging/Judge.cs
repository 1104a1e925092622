using System.Text;

using Orders.Contracts;

namespace Orders.Chaos.Messages.Judging;

/// <summary>
/// What has to become of a message, by the contract and nothing else: no line of the services' decoder or validator is used here.
/// </summary>
internal static class Judge
{
    private const int MaxBytes = 1_048_576;

    /// <summary>The texts that have a column of their own beside the document.</summary>
    private static readonly string[] Columns = ["track_number", "customer_id", "delivery_service"];

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="message">The value of the message; null is a tombstone.</param>
    /// <param name="now">Dates may be a day ahead of it. Whoever makes messages stays clear of the very second.</param>
    public static Verdict Of(byte[]? message, DateTimeOffset now)
    {
        message ??= [];
        if (message.Length > MaxBytes)
        {
            return Alone(ErrorReasons.ValidationError, "too_large");
        }

        if (!TryDecode(message, out var text))
        {
            return Alone(ErrorReasons.JsonUnmarshalError, "invalid_utf8");
        }

        try
        {
            // The reader skips the white space itself.
            return OfDocument(JsonReader.Read(text.StartsWith('\uFEFF') ? text[1..] : text), message, now);
        }
        catch (NotJsonException broken)
        {
            return Alone(ErrorReasons.JsonUnmarshalError, broken.Code);
        }
    }

    private static Verdict OfDocument(JsonValue document, byte[] message, DateTimeOffset now)
    {
        var sheet = new FaultSheet();
        Shape.Compare(document, sheet);
        new Rules(sheet, now).Check();
        return sheet.Verdict as Verdict
            ?? (IsRefusedByPostgres(sheet) ? Alone(ErrorReasons.DbSaveError, "refused_by_database") : new Stored(sheet.Text("order_uid")!, Trim(message)));
    }

    /// <summary>U+0000, which a text column cannot hold, in what becomes a column of its own.</summary>
    private static bool IsRefusedByPostgres(FaultSheet sheet) =>
        Columns.Any(path => sheet.Text(path)!.Contains('\0', StringComparison.Ordinal));

    private static DeadLettered Alone(string reason, string code) => new(reason, new HashSet<string> { $"$ {code}" });

    private static bool TryDecode(byte[] message, out string text)
    {
        try
        {
            text = StrictUtf8.GetString(message);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    private static ReadOnlyMemory<byte> Trim(byte[] message)
    {
        var start = message.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var end = message.Length;
        while (IsSpace(message[start]))
        {
            start++;
        }

        while (IsSpace(message[end - 1]))
        {
            end--;
        }

        return message.AsMemory(start..end);
    }

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
}
