using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Contracts;

/// <summary>One order as it travels through Kafka: JSON, snake_case, every member present and not null.</summary>
public sealed record Order
{
    /// <summary>1 to 64 characters of <c>A-Z a-z 0-9 _ -</c>; see <see cref="Contracts.OrderUid"/>.</summary>
    public required string OrderUid { get; init; }
    public required string TrackNumber { get; init; }
    public required string Entry { get; init; }
    public required Delivery Delivery { get; init; }
    public required Payment Payment { get; init; }
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>A language tag such as <c>en</c> or <c>pt-BR</c>.</summary>
    public required string Locale { get; init; }
    public required string InternalSignature { get; init; }
    public required string CustomerId { get; init; }
    public required string DeliveryService { get; init; }
    public required string Shardkey { get; init; }
    public required long SmId { get; init; }

    /// <summary>RFC 3339, kept as it was written; <see cref="Decoding.Accepted.DateCreated"/> is its value.</summary>
    public required string DateCreated { get; init; }
    public required string OofShard { get; init; }

    // Members the model does not know. Without a place to put them the serializer would skip them unread, duplicates included.
    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }
}
