using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Options;
using Orders.Gateway.Admitting;
using Orders.Gateway.Limiting;
using Orders.ServiceDefaults;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Orders.Gateway.Proxying;

internal static class QueryApiProxy
{
    // YARP writes a stack trace for every probe and every request that fails. That a query API has gone or come back is said once, by the updater.
    private static readonly Dictionary<string, string?> LogLevels = new()
    {
        ["Logging:LogLevel:Yarp.ReverseProxy"] = "Error",
        ["Logging:LogLevel:Yarp.ReverseProxy.Health.DestinationHealthUpdater"] = "Information",
    };

    public static void AddQueryApis(this WebApplicationBuilder builder)
    {
        var queryApis = QueryApiRoutes.UpstreamsOf(builder.Configuration);
        var services = builder.Services;

        // Below all other sources, so that settings can bring the lines back.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogLevels });
        builder.AddSettings<ProxyOptions>("Proxy");
        services.AddSingleton<QueryApiTransformer>();
        services.AddSingleton<ITransformBuilder, QueryApiTransforms>();
        services.AddReverseProxy();
        services.Wrap<IHttpForwarder>(forwarder => new EndingForwarder(forwarder));
        services.RemoveKeyRing();
        services.AddSingleton<IProxyConfigProvider>(provider => Configuration(queryApis, provider.GetRequiredService<IOptions<ProxyOptions>>().Value));
        services.AddSingleton<IDestinationResolver, ReplicaDestinations>();
        services.AddSingleton<IForwarderHttpClientFactory, QueryApiClients>();
        services.AddSingleton<IActiveHealthCheckPolicy, ProbePolicy>();
        services.AddSingleton<FailureStreaks>();
        services.AddSingleton<RequestEnds>();
        services.AddSingleton<PatientRequests>();
        services.AddSingleton<ProxyOutcome>();
        services.AddSingleton<IAvailableDestinationsPolicy, ReadyFirstPolicy>();
    }

    public static void MapQueryApis(this WebApplication app)
    {
        // YARP registers authorization for routes that name a policy. None does, and the framework would have every request wait in its middleware:
        // this tells it that the middleware is there.
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
        app.MapReverseProxy(proxy =>
        {
            proxy.UseMiddleware<Attempts>();
            proxy.UseLoadBalancing();
        }).ConfigureEndpoints((endpoint, route) =>
        {
            endpoint.WithMetadata(Access.Of(route));
            EventStreams.Mark(endpoint, route);
        });
        ProxyMetrics.Export(app.Services.GetRequiredService<IProxyStateLookup>());
    }

    private static InMemoryConfigProvider Configuration(Upstreams queryApis, ProxyOptions options) =>
        new(QueryApiRoutes.Routes(), [QueryApiRoutes.ClusterOf(queryApis, options), QueryApiRoutes.PatientClusterOf(queryApis)]);

    // YARP registers data protection for session affinity, which nothing here uses: without this, every start would
    // look for keys in the user's profile and write new ones.
    private static void RemoveKeyRing(this IServiceCollection services)
    {
        var keyRing = services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService");
        services.Remove(keyRing);
    }
}
