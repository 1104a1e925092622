using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

internal sealed class QueryApiClients(IOptions<ProxyOptions> options) : ForwarderHttpClientFactory
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = options.Value.ConnectTimeout;

        // A name that comes to mean other machines is looked up again.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
    }
}
