using System.Text;
using System.Text.Json;
using Orders.Contracts;

namespace Orders.QueryApi.DeadLetters;

/// <summary>Under which key a corrected message goes back. Pure.</summary>
internal static class ReplayKey
{
    /// <returns>Its order_uid; null when it has none that could be one, and so keeps the key that it had.</returns>
    public static byte[]? Of(ReadOnlyMemory<byte> corrected)
    {
        try
        {
            using var document = JsonDocument.Parse(corrected);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("order_uid"u8, out var uid)
                && uid.ValueKind == JsonValueKind.String
                && uid.GetString() is { } text
                && OrderUid.IsValid(text)
                ? Encoding.ASCII.GetBytes(text)
                : null;
        }
        catch (Exception notText) when (notText is JsonException or InvalidOperationException)
        {
            // Whatever it is, the ingestor will say what is wrong with it.
            return null;
        }
    }
}
