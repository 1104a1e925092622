namespace Orders.Gateway.Health;

internal static class ProbeClients
{
    /// <summary>A client that asks our own services about themselves, and nothing else: no redirects, cookies, proxies or spans.</summary>
    public static void AddProbeClient(this IServiceCollection services, string name) =>
        services.AddHttpClient(name).UseSocketsHttpHandler(Configure).RemoveAllLoggers();

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
