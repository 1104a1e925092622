using Microsoft.Extensions.Options;
using Orders.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Orders.Gateway.Proxying;

internal static class QueryApiProxy
{
    public static void AddQueryApis(this WebApplicationBuilder builder)
    {
        var queryApis = QueryApiRoutes.Addresses(builder.Configuration);
        var services = builder.Services;

        builder.AddSettings<ProxyOptions>("Proxy");
        services.AddOptions<TransportFailureRateHealthPolicyOptions>().Configure<IOptions<ProxyOptions>>((passive, proxy) =>
            passive.DetectionWindowSize = proxy.Value.PauseAfterFailures);

        services.AddRequestTimeouts();
        services.AddReverseProxy();
        services.RemoveKeyRing();
        services.AddSingleton<IProxyConfigProvider>(provider => Configuration(queryApis, provider.GetRequiredService<IOptions<ProxyOptions>>().Value));
        services.AddSingleton<IForwarderHttpClientFactory, QueryApiClients>();
        services.AddSingleton<IActiveHealthCheckPolicy, ProbePolicy>();
        services.AddSingleton<IAvailableDestinationsPolicy, ReadyFirstPolicy>();
    }

    public static void MapQueryApis(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.UseMiddleware<SecondChance>();
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });

    private static InMemoryConfigProvider Configuration(IEnumerable<Uri> queryApis, ProxyOptions options) =>
        new(QueryApiRoutes.Routes(options), [QueryApiRoutes.ClusterOf(queryApis, options)]);

    // YARP registers data protection for session affinity, which nothing here uses: without this, every start would
    // look for keys in the user's profile and write new ones.
    private static void RemoveKeyRing(this IServiceCollection services)
    {
        var keyRing = services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService");
        services.Remove(keyRing);
    }
}
