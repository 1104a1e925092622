using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Sends the requests of the patient cluster to the destinations of the usual one: how long an answer may be silent is a matter of a
/// cluster, but who is up is probed and counted once.
/// </summary>
internal sealed class PatientRequests(RequestDelegate next, IProxyStateLookup clusters)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        if (proxy.IsPatient() && clusters.TryGetCluster(QueryApiRoutes.Cluster, out var usual))
        {
            proxy.AvailableDestinations = usual.DestinationsState.AvailableDestinations;
        }

        return next(context);
    }
}

internal static class PatientRequestsExtensions
{
    /// <summary>Whether the request is of the routes whose answers are long in coming, or never end.</summary>
    public static bool IsPatient(this IReverseProxyFeature proxy) => proxy.Cluster.Config.ClusterId == QueryApiRoutes.PatientCluster;
}
