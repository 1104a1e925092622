using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Contracts;

/// <summary>How the order was paid. Amounts are whole numbers in one unit of the sender's choice, the same for all of an order.</summary>
public sealed record Payment
{
    public required string Transaction { get; init; }
    public required string RequestId { get; init; }

    /// <summary>An ISO 4217 code in capitals.</summary>
    public required string Currency { get; init; }
    public required string Provider { get; init; }

    /// <summary><see cref="GoodsTotal"/> + <see cref="DeliveryCost"/> + <see cref="CustomFee"/>.</summary>
    public required long Amount { get; init; }

    /// <summary>Unix time, seconds.</summary>
    public required long PaymentDt { get; init; }
    public required string Bank { get; init; }
    public required long DeliveryCost { get; init; }

    /// <summary>The sum of <see cref="Item.TotalPrice"/> over the order's items.</summary>
    public required long GoodsTotal { get; init; }
    public required long CustomFee { get; init; }

    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }
}
