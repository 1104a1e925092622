using System.Buffers;
using System.Text.Json;

namespace Orders.QueryApi.Masking;

/// <summary>
/// Masks name, phone, email, address and zip of an order's delivery; every other byte of the document stays as it is. Members that the
/// model does not know are not masked, wherever they are: nobody can tell what is in them.
/// </summary>
internal static class PersonalMembers
{
    /// <param name="document">JSON, as the ingestor has proved it to be; with a member twice, each is masked.</param>
    /// <exception cref="JsonException">It is not JSON: better no answer than one that shows too much.</exception>
    public static byte[] Mask(ReadOnlySpan<byte> document)
    {
        var masked = new ArrayBufferWriter<byte>(document.Length + 1);
        var copied = 0;
        var reader = new Utf8JsonReader(document);
        var inDelivery = false;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 1)
            {
                inDelivery = false;
            }
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("delivery"u8))
            {
                reader.Read();
                inDelivery = reader.TokenType == JsonTokenType.StartObject;
            }
            else if (inDelivery && reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 2 && FormOf(ref reader) is { } form)
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    var start = (int)reader.TokenStartIndex;
                    masked.Write(document[copied..start]);
                    Replace(ref reader, form, masked);
                    copied = (int)reader.BytesConsumed;
                }
            }
        }

        masked.Write(document[copied..]);
        return masked.WrittenSpan.ToArray();
    }

    private static MaskedForm? FormOf(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("name"u8) ? MaskedForm.Name
        : reader.ValueTextEquals("phone"u8) ? MaskedForm.Phone
        : reader.ValueTextEquals("email"u8) ? MaskedForm.Email
        : reader.ValueTextEquals("address"u8) || reader.ValueTextEquals("zip"u8) ? MaskedForm.Nothing
        : null;

    private static void Replace(ref Utf8JsonReader reader, MaskedForm form, ArrayBufferWriter<byte> masked)
    {
        masked.Write("\""u8);
        if (reader.TokenType == JsonTokenType.String)
        {
            // Escapes make a string shorter, never longer.
            var longest = reader.ValueSpan.Length;
            var text = ArrayPool<byte>.Shared.Rent(longest);
            var length = reader.CopyString(text);
            MaskedText.Write(form, text.AsSpan(0, length), masked);
            ArrayPool<byte>.Shared.Return(text);
        }
        else
        {
            // The rules allow nothing but strings here; should they ever change, this must not be what shows it.
            reader.Skip();
            masked.Write(MaskedText.Rest);
        }

        masked.Write("\""u8);
    }
}
