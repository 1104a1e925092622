using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Gateway.Proxying;

internal sealed class QueryApiClients(IOptions<ProxyOptions> options) : ForwarderHttpClientFactory
{
    // A query API that is busy answers a ping late; one whose machine is gone never does.
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(5);

    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ConnectTimeout = options.Value.ConnectTimeout;

        // A name that comes to mean other machines is looked up again.
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);

        // A connection of HTTP/1.1 ends with the request that got no answer. One of HTTP/2 serves others too, and would be used
        // until the system gives it up, which takes a quarter of an hour where nobody refuses it.
        handler.KeepAlivePingDelay = Ping;
        handler.KeepAlivePingTimeout = Ping;
    }
}
