using Yarp.ReverseProxy.Health;

namespace Orders.Gateway.Proxying;

internal static class QueryApiProxy
{
    public static void AddQueryApis(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ProxyOptions>().BindConfiguration("Proxy").ValidateDataAnnotations().ValidateOnStart();
        var options = builder.Configuration.GetSection("Proxy").Get<ProxyOptions>() ?? new ProxyOptions();
        var queryApis = QueryApiRoutes.Addresses(builder.Configuration, options);

        builder.Services.AddRequestTimeouts();
        builder.Services.AddSingleton<IActiveHealthCheckPolicy, ProbePolicy>();
        builder.Services.AddSingleton<IAvailableDestinationsPolicy, ReadyFirstPolicy>();
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(passive => passive.DetectionWindowSize = options.PauseAfterFailures);
        builder.Services.AddReverseProxy()
            .LoadFromMemory(QueryApiRoutes.Routes(options), [QueryApiRoutes.ClusterOf(queryApis, options)])
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = options.ConnectTimeout;

                // A name that comes to mean other machines is looked up again.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            });
    }

    public static void MapQueryApis(this WebApplication app) => app.MapReverseProxy(proxy =>
    {
        proxy.UseMiddleware<SecondChance>();
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });
}
