using System.Reflection;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Resources;

namespace Orders.ServiceDefaults.Tracing;

/// <summary>What all spans and log records of a process say about where they come from.</summary>
internal static class ServiceResource
{
    private const string Attributes = "OTEL_RESOURCE_ATTRIBUTES";

    /// <summary>Name, version and instance: the replica's own name, if whoever started it gave it one in OTEL_RESOURCE_ATTRIBUTES, else a random one.</summary>
    public static void AddThisService(this ResourceBuilder resource, string serviceName, IConfiguration configuration) => resource.AddService(
        serviceName,
        serviceVersion: Version,
        autoGenerateServiceInstanceId: configuration[Attributes]?.Contains("service.instance.id=", StringComparison.Ordinal) is not true);

    private static string? Version =>
        typeof(ServiceResource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
