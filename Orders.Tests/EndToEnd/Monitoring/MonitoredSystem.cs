using System.Text.Json.Nodes;

using Orders.Tests.EndToEnd.Embedded;
using Orders.Tests.Servers;

namespace Orders.Tests.EndToEnd.Monitoring;

/// <summary>The whole system with two query APIs, traffic, and Prometheus beside it.</summary>
public sealed class MonitoredSystem : IAsyncLifetime
{
    private HostRun? _run;

    internal static HttpClient Http { get; } = new();

    internal HostRun Run => _run!;

    public async Task InitializeAsync() => _run = await HostRun.StartAsync("--query-apis", "2");

    public async Task DisposeAsync() => await Run.DisposeAsync();

    /// <summary>Addresses of a service's /metrics, by the name of the service on docs/metrics.md.</summary>
    internal string[] MetricsOf(string service)
    {
        var endpoints = Run.Endpoints();
        return service switch
        {
            "Producer" => [endpoints.GetProperty("producer").GetString()!],
            "Ingestor" => [.. endpoints.GetProperty("ingestors").EnumerateArray().Select(address => address.GetString()!)],
            "Query API" => [.. endpoints.GetProperty("queryApis").EnumerateArray().Select(address => address.GetString()!)],
            _ => [endpoints.GetProperty("gatewayManagement").GetString()!],
        };
    }

    internal static async Task<Exposition> ReadAsync(string address) => new(await Http.GetStringAsync(new Uri($"{address}/metrics")));

    /// <summary>Each target as <c>job instance</c>, of those that are up or of those that are not.</summary>
    internal async Task<string[]> TargetsAsync(bool up) =>
    [
        .. (await AskAsync("targets?state=active"))["activeTargets"]!.AsArray()
            .Where(target => (string?)target!["health"] == "up" == up)
            .Select(target => $"{target!["labels"]!["job"]} {target["labels"]!["instance"]}")
            .Order(),
    ];

    /// <summary>The values of an expression now.</summary>
    internal async Task<double[]> QueryAsync(string expression) =>
    [
        .. (await AskAsync($"query?query={Uri.EscapeDataString(expression)}"))["result"]!.AsArray()
            .Select(sample => double.Parse((string)sample!["value"]![1]!, System.Globalization.CultureInfo.InvariantCulture)),
    ];

    internal async Task<JsonNode> AskAsync(string what)
    {
        var address = Run.Endpoints().GetProperty("prometheus").GetString();
        return JsonNode.Parse(await Http.GetStringAsync(new Uri($"{address}/api/v1/{what}")))!["data"]!;
    }

    /// <summary>Prometheus is not waited for when the system starts.</summary>
    internal Task PrometheusIsReadyAsync() => Eventually.BecomesTrueAsync(async () =>
    {
        try
        {
            return (await Http.GetAsync(new Uri($"{Run.Endpoints().GetProperty("prometheus").GetString()}/-/ready"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });
}

[CollectionDefinition(Name)]
public sealed class MonitoringTests : ICollectionFixture<MonitoredSystem>
{
    public const string Name = "Monitoring";
}
