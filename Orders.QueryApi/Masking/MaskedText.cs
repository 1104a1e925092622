using System.Buffers;
using System.Text;

namespace Orders.QueryApi.Masking;

/// <summary>What is left of a personal text: enough for its owner to recognise it, and nothing of its length.</summary>
internal enum MaskedForm
{
    /// <summary><c>И***</c></summary>
    Name,

    /// <summary><c>+7***67</c></summary>
    Phone,

    /// <summary><c>t***@***</c>: a domain may well be somebody's own.</summary>
    Email,

    /// <summary><c>***</c></summary>
    Nothing,
}

internal static class MaskedText
{
    /// <summary>Below that the digits shown would be a good part of the number.</summary>
    private const int FewestDigits = 7;

    public static ReadOnlySpan<byte> Rest => "***"u8;

    /// <param name="text">UTF-8, without JSON's escapes.</param>
    /// <param name="masked">Gets what needs no escape in JSON.</param>
    public static void Write(MaskedForm form, ReadOnlySpan<byte> text, IBufferWriter<byte> masked)
    {
        switch (form)
        {
            case MaskedForm.Name:
                WriteInitial(text, masked);
                masked.Write(Rest);
                break;
            case MaskedForm.Phone:
                WritePhone(text, masked);
                break;
            case MaskedForm.Email:
                WriteInitial(text, masked);
                masked.Write("***@***"u8);
                break;
            default:
                masked.Write(Rest);
                break;
        }
    }

    // Letters and digits only: a quotation mark would need an escape, half of an emoji or a lone accent would look broken.
    private static void WriteInitial(ReadOnlySpan<byte> text, IBufferWriter<byte> masked)
    {
        if (Rune.DecodeFromUtf8(text, out var initial, out var length) == OperationStatus.Done && Rune.IsLetterOrDigit(initial))
        {
            masked.Write(text[..length]);
        }
    }

    private static void WritePhone(ReadOnlySpan<byte> text, IBufferWriter<byte> masked)
    {
        var hasPlus = text.StartsWith("+"u8);
        var digits = hasPlus ? text[1..] : text;
        if (digits.Length < FewestDigits || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            masked.Write(Rest);
            return;
        }

        masked.Write(hasPlus ? text[..2] : text[..1]);
        masked.Write(Rest);
        masked.Write(digits[^2..]);
    }
}
