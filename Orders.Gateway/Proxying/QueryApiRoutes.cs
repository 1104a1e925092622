using System.Globalization;
using Orders.Gateway.Admitting;
using Orders.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;

namespace Orders.Gateway.Proxying;

/// <summary>The API's routes and the cluster of query APIs behind them.</summary>
internal static class QueryApiRoutes
{
    public const string Cluster = "query-api";

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static IReadOnlyList<RouteConfig> Routes(ProxyOptions options) =>
    [
        Route("order", "/api/orders/{order_uid}", options) with { Metadata = Access.EverybodysRoute },
        Route("order-alias", "/api/order/{order_uid}", options) with { Metadata = Access.EverybodysRoute },
        Route("openapi", "/openapi/v1.json", options) with { Metadata = Access.EverybodysRoute },
        Route("api", "/api/{**rest}", options),
    ];

    public static ClusterConfig ClusterOf(IEnumerable<Uri> queryApis, ProxyOptions options) => new()
    {
        ClusterId = Cluster,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = queryApis.Select((address, index) => (address, index)).ToDictionary(
            pair => string.Create(CultureInfo.InvariantCulture, $"query-api-{pair.index}"),
            pair => new DestinationConfig { Address = pair.address.AbsoluteUri }),
        HealthCheck = new HealthCheckConfig
        {
            AvailableDestinationsPolicy = ReadyFirstPolicy.PolicyName,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Path = "/health",
                Policy = ProbePolicy.PolicyName,
                Interval = options.ProbeInterval,
                Timeout = options.ProbeTimeout,
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = FailureStreakPolicy.PolicyName,
                ReactivationPeriod = options.PauseAfterFailures,
            },
        },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = options.SilenceTimeout },
    };

    /// <summary>The query APIs: those that service discovery gives, else those of the settings.</summary>
    /// <exception cref="ConfigurationException">There are none.</exception>
    public static IReadOnlyList<Uri> Addresses(IConfiguration configuration)
    {
        var discovered = ServiceAddresses.Of(Cluster, configuration);
        var addresses = discovered.Count > 0 ? discovered : ServiceAddresses.Under(configuration.GetSection("Proxy:QueryApis"));
        return addresses.Count > 0
            ? addresses
            : throw new ConfigurationException(
                "No query API is configured: set services__query-api__http__0 (or Proxy__QueryApis__0) to its address, such as http://localhost:5080.");
    }

    private static RouteConfig Route(string id, string path, ProxyOptions options) => new()
    {
        RouteId = id,
        ClusterId = Cluster,
        Match = new RouteMatch { Path = path, Methods = Reads },
        Timeout = options.RequestTimeout,
    };
}
