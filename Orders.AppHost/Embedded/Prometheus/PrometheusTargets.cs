using System.Globalization;
using System.Text.Json.Serialization;

using Orders.AppHost.Embedded.Services;

namespace Orders.AppHost.Embedded.Prometheus;

/// <summary>Where this run's /metrics are, with the same jobs and instances as in the other ways of running the system.</summary>
internal static class PrometheusTargets
{
    public static IReadOnlyList<TargetGroup> Of(ServicePlan plan, int ownPort) =>
    [
        .. plan.Ingestors.Select(service => Target("ingestor", service.Name, service.Address)),
        .. plan.QueryApis.Select(service => Target("query-api", service.Name, service.Address)),
        .. plan.Producer is { } producer ? [Target("producer", producer.Name, producer.Address)] : Array.Empty<TargetGroup>(),
        Target("gateway", plan.Gateway.Name, plan.GatewayManagement),
        Target("prometheus", "prometheus", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ownPort}")),
    ];

    private static TargetGroup Target(string job, string instance, string address) =>
        new([new Uri(address).Authority], new Dictionary<string, string> { ["job"] = job, ["instance"] = instance });
}

/// <summary>An entry of a file for Prometheus' file_sd_configs.</summary>
internal sealed record TargetGroup(IReadOnlyList<string> Targets, IReadOnlyDictionary<string, string> Labels);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<TargetGroup>))]
internal sealed partial class TargetsJson : JsonSerializerContext;
