using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Sends the requests of the patient cluster to the destinations of the usual one: how long an answer may be silent is a matter of a
/// cluster, but who is up is probed and counted once. Ends event streams when the gateway stops, which would wait for them otherwise.
/// </summary>
internal sealed class PatientRequests(RequestDelegate next, IProxyStateLookup clusters, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        return proxy.Cluster.Config.ClusterId == QueryApiRoutes.PatientCluster ? WaitAsync(context, proxy) : next(context);
    }

    private async Task WaitAsync(HttpContext context, IReverseProxyFeature proxy)
    {
        if (clusters.TryGetCluster(QueryApiRoutes.Cluster, out var usual))
        {
            proxy.AvailableDestinations = usual.DestinationsState.AvailableDestinations;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await next(context);
            return;
        }

        var client = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(client, lifetime.ApplicationStopping);
        context.RequestAborted = either.Token;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestAborted = client;
        }
    }
}
