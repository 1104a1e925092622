using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Sends the requests of the patient cluster to the destinations of the usual one: how long an answer may be silent is a matter of a
/// cluster, but who is up is probed and counted once.
/// </summary>
internal sealed class PatientRequests(IProxyStateLookup clusters)
{
    /// <summary>Before a destination is chosen.</summary>
    public void Direct(IReverseProxyFeature proxy)
    {
        if (proxy.IsPatient() && clusters.TryGetCluster(QueryApiRoutes.Cluster, out var usual))
        {
            proxy.AvailableDestinations = usual.DestinationsState.AvailableDestinations;
        }
    }
}

internal static class PatientRequestsExtensions
{
    /// <summary>Whether the request is of the routes whose answers are long in coming, or never end.</summary>
    public static bool IsPatient(this IReverseProxyFeature proxy) => proxy.Cluster.Config.ClusterId == QueryApiRoutes.PatientCluster;
}
