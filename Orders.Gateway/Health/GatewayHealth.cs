using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orders.Gateway.Proxying;

namespace Orders.Gateway.Health;

/// <summary>The gateway's health is the system's: the query APIs and, where their addresses are known, ingestors and producer.</summary>
internal static class GatewayHealth
{
    private static readonly string[] OtherServices = ["ingestor", "producer"];

    public static void AddGatewayHealth(this WebApplicationBuilder builder)
    {
        var checks = builder.Services.AddHealthChecks().AddCheck<QueryApiCheck>("query-api");
        builder.Services.AddHttpClient(nameof(ServiceProbe)).UseSocketsHttpHandler(Configure).RemoveAllLoggers();

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

    // Probes are no part of anybody's trace: nothing is propagated, and no spans are made.
    private static void Configure(SocketsHttpHandler handler, IServiceProvider services)
    {
        handler.ActivityHeadersPropagator = null;
        handler.AllowAutoRedirect = false;
        handler.ConnectTimeout = TimeSpan.FromSeconds(1);
        handler.UseCookies = false;
        handler.UseProxy = false;
    }
}
