using System.Globalization;
using System.Net;
using Orders.Gateway.Admitting;
using Orders.Gateway.Limiting;
using Orders.ServiceDefaults;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>The API's routes and the cluster of query APIs behind them.</summary>
internal static class QueryApiRoutes
{
    public const string Cluster = "query-api";

    /// <summary>The same query APIs for answers that are long in coming or never end.</summary>
    public const string PatientCluster = "query-api-patient";

    /// <summary>An event stream that is silent for so long has lost its query API, which says at least every 15 s that it is alive.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(40);

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Posts = [HttpMethods.Post];

    /// <summary>Each is the operators' unless it is marked as everybody's; an address that is not among them is nobody's, whatever the query API has there.</summary>
    public static IReadOnlyList<RouteConfig> Routes() =>
    [
        Everybodys(Route("order", "/api/orders/{order_uid}", Reads)),
        Everybodys(Route("order-alias", "/api/order/{order_uid}", Reads)),
        Everybodys(Route("openapi", "/openapi/v1.json", Reads)),
        Everybodys(Route("events", "/api/orders/{order_uid}/events", [HttpMethods.Get])) with
        {
            ClusterId = PatientCluster,
            Metadata = EventStreams.Route(Access.EverybodysRoute),
        },

        Route("orders", "/api/orders", Reads),
        Route("history", "/api/orders/{order_uid}/history", Reads),
        Route("dead-letters", "/api/dead-letters", Reads),

        // Waits for Kafka: what is silent for a while is not down, and giving it to another would replay twice.
        Route("replay", "/api/dead-letters/{partition}/{offset}/replay", Posts) with { ClusterId = PatientCluster },
        Route("replay-many", "/api/dead-letters/replay", Posts) with { ClusterId = PatientCluster },
    ];

    /// <summary>Whether it passes requests on.</summary>
    public static bool Have(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<RouteModel>() is not null;

    /// <summary>It has no destinations of its own, nor probes: see <see cref="PatientRequests"/>.</summary>
    public static ClusterConfig PatientClusterOf(Upstreams queryApis) => new()
    {
        ClusterId = PatientCluster,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = Requests(queryApis, LongestSilence),
    };

    public static ClusterConfig ClusterOf(Upstreams queryApis, ProxyOptions options) => new()
    {
        ClusterId = Cluster,
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        Destinations = queryApis.Addresses.Select((address, index) => (address, index)).ToDictionary(
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
        },
        HttpRequest = Requests(queryApis, options.SilenceTimeout),
    };

    /// <summary>Where requests go: to the ports for HTTP/2 where service discovery gives those, otherwise where the query APIs are asked by everybody else.</summary>
    /// <exception cref="ConfigurationException">There are none.</exception>
    public static Upstreams UpstreamsOf(IConfiguration configuration) =>
        ServiceAddresses.Of(Cluster, configuration, "http2") is { Count: > 0 } http2
            ? new Upstreams(http2, HttpVersion.Version20)
            : new Upstreams(Addresses(configuration), HttpVersion.Version11);

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

    // Without TLS neither side can ask the other what it speaks: the version is known beforehand, and no other is tried.
    private static ForwarderRequestConfig Requests(Upstreams queryApis, TimeSpan longestSilence) => new()
    {
        Version = queryApis.Version,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = longestSilence,
    };

    private static RouteConfig Everybodys(RouteConfig route) => route with { Metadata = Access.EverybodysRoute };

    private static RouteConfig Route(string id, string path, string[] methods) => new()
    {
        RouteId = id,
        ClusterId = Cluster,
        Match = new RouteMatch { Path = path, Methods = methods },
    };
}
