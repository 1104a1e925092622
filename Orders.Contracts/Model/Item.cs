using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Contracts;

public sealed record Item
{
    public required long ChrtId { get; init; }
    public required string TrackNumber { get; init; }
    public required long Price { get; init; }

    /// <summary>Identifies the item; unique within its order.</summary>
    public required string Rid { get; init; }
    public required string Name { get; init; }

    /// <summary>Discount in percent, 0 to 100.</summary>
    public required long Sale { get; init; }
    public required string Size { get; init; }

    /// <summary>What is paid for the item after the discount.</summary>
    public required long TotalPrice { get; init; }
    public required long NmId { get; init; }
    public required string Brand { get; init; }
    public required long Status { get; init; }

    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }
}
