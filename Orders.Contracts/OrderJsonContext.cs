using System.Text.Json.Serialization;

namespace Orders.Contracts;

/// <summary>The one wire format of orders: snake_case, every member required and not null, none twice, unknown ones kept.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 64)]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(IReadOnlyList<Fault>))]
public sealed partial class OrderJsonContext : JsonSerializerContext;
