using Orders.AppHost.Embedded.CommandLine;

namespace Orders.AppHost.Embedded.Services;

/// <summary>The variables by which services learn where traces and logs go, and under which names.</summary>
internal static class Telemetry
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

    private const string Instance = "service.instance.id=";

    /// <returns>Null when they go nowhere, as far as is known here.</returns>
    public static string? Target(HostOptions options) =>
        options.Otlp?.OriginalString ?? (Environment.GetEnvironmentVariable(Endpoint) is { Length: > 0 } given ? given : null);

    /// <summary>Replicas are told apart by the names that the console shows, unless somebody has named them otherwise.</summary>
    public static string WithInstance(string? attributes, string name) =>
        string.IsNullOrWhiteSpace(attributes) ? Instance + name
        : attributes.Contains(Instance, StringComparison.Ordinal) ? attributes
        : $"{attributes},{Instance}{name}";
}
