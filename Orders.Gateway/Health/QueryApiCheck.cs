using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orders.Gateway.Proxying;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Health;

/// <summary>What the proxy's own probes know of the query APIs; asking costs nothing.</summary>
internal sealed class QueryApiCheck(IProxyStateLookup proxy) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var destinations = proxy.TryGetCluster(QueryApiRoutes.Cluster, out var cluster) ? cluster.DestinationsState.AllDestinations : [];
        var ready = destinations.Count(IsReady);
        return Task.FromResult(Verdict.Of(ready, destinations.Count));
    }

    private static bool IsReady(DestinationState destination) =>
        destination.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy };
}
