using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orders.Gateway.Listening;
using Orders.Gateway.Proxying;
using Orders.ServiceDefaults.Health;

namespace Orders.Gateway.Health;

/// <summary>The gateway's health is the system's: the query APIs and, where their addresses are known, ingestors and producer.</summary>
internal static class GatewayHealth
{
    private static readonly string[] OtherServices = ["ingestor", "producer"];

    public static void AddGatewayHealth(this WebApplicationBuilder builder)
    {
        var checks = builder.Services.AddHealthChecks().AddCheck<QueryApiCheck>("query-api");
        builder.Services.AddProbeClient(nameof(ServiceProbe));

        foreach (var service in OtherServices)
        {
            var addresses = ServiceAddresses.Of(service, builder.Configuration);
            if (addresses.Count > 0)
            {
                builder.Services.AddKeyedSingleton(service, (services, _) =>
                    new ServiceProbe(addresses, services.GetRequiredService<IHttpClientFactory>(), TimeProvider.System));
                checks.Add(new HealthCheckRegistration(
                    service, services => new ServiceCheck(services.GetRequiredKeyedService<ServiceProbe>(service)), failureStatus: null, tags: null));
            }
        }
    }

    /// <summary>
    /// /health and /alive on both listeners, but what is wrong only for operators; /metrics for operators alone.
    /// </summary>
    public static void MapGatewayOperations(this WebApplication app)
    {
        var management = app.Services.GetRequiredService<ManagementListener>();
        app.MapHealth(showChecks: management.Accepted).On(ServedOn.Both);
        app.MapPrometheus().On(ServedOn.Management);
    }
}
