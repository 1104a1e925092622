using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;
using Orders.Contracts.Validation;

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
        if (message.Length > limits.MaxMessageBytes)
        {
            return new Rejected(ErrorReasons.ValidationError,
                [new Fault(MemberPath.Document, FaultCodes.TooLarge, $"must have at most {limits.MaxMessageBytes} bytes")]);
        }

        var document = JsonText.Trim(message);
        return TryRead(document.Span, out var order) && OrderRules.AllHold(order, now, out var dateCreated)
            ? new Accepted(order, document, dateCreated)
            : Diagnosis.Of(message, document, now);
    }

    // Says no without a reason: finding all the reasons takes a second reading, which only bad messages pay for.
    private static bool TryRead(ReadOnlySpan<byte> document, [NotNullWhen(true)] out Order? order)
    {
        order = null;
        if (!Utf8.IsValid(document))
        {
            return false;
        }

        if (OrderReader.TryRead(document, out order))
        {
            return true;
        }

        try
        {
            order = JsonSerializer.Deserialize(document, OrderJsonContext.Default.Order);
        }
        catch (JsonException)
        {
            return false;
        }

        return order is not null;
    }
}
