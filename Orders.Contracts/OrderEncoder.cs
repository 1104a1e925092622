using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orders.Contracts;

public static class OrderEncoder
{
    // Letters of all scripts as they are: the documents are not put into HTML or scripts, and are half the size for it.
    private static readonly OrderJsonContext Context =
        new(new JsonSerializerOptions(OrderJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The order as one line of UTF-8 JSON.</summary>
    public static byte[] Encode(Order order) => JsonSerializer.SerializeToUtf8Bytes(order, Context.Order);
}
