using System.Text.Json.Serialization;

namespace Orders.AppHost.Embedded.Reporting;

/// <summary>Where everything is while it runs.</summary>
internal sealed record Endpoints
{
    public required string Gateway { get; init; }

    public required string GatewayManagement { get; init; }

    public required IReadOnlyList<string> QueryApis { get; init; }

    public required IReadOnlyList<string> Ingestors { get; init; }

    public required string? Producer { get; init; }

    /// <summary>A connection string, password included.</summary>
    public required string Postgres { get; init; }

    public required string Kafka { get; init; }

    /// <summary>Null when there is none on this machine.</summary>
    public required string? Prometheus { get; init; }

    /// <summary>Process ids by name.</summary>
    public required IReadOnlyDictionary<string, int> Processes { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Endpoints))]
internal sealed partial class EndpointsJson : JsonSerializerContext;
