using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orders.Contracts;

/// <summary>Who receives the order, and where. Personal data: never in a log, a metric, a trace or an error message.</summary>
public sealed record Delivery
{
    public required string Name { get; init; }
    public required string Phone { get; init; }
    public required string Zip { get; init; }
    public required string City { get; init; }
    public required string Address { get; init; }
    public required string Region { get; init; }
    public required string Email { get; init; }

    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? Unknown { get; set; }
}
