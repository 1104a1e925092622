using Prometheus;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>What becomes of the requests that go to a query API.</summary>
internal static class ProxyMetrics
{
    private static readonly Counter Requests = Metrics.CreateCounter(
        "proxy_requests_total", "Requests for the query APIs, by what became of them.", "outcome");

    // Each request on its way meets one of them: found once, and there from the start.
    private static readonly Counter.Child Answered = Requests.WithLabels("answered");
    private static readonly Counter.Child Unavailable = Requests.WithLabels("unavailable");
    private static readonly Counter.Child Truncated = Requests.WithLabels("truncated");
    private static readonly Counter.Child ClientError = Requests.WithLabels("client_error");
    private static readonly Counter.Child ClientGone = Requests.WithLabels("client_gone");

    private static readonly Counter FailedAttempts = Metrics.CreateCounter(
        "proxy_attempts_failed_total", "Attempts to get an answer from one query API that failed, by how; many of the requests were then answered by another one.", "reason");

    private static readonly Counter.Child Connection = FailedAttempts.WithLabels("connection");
    private static readonly Counter.Child Timeout = FailedAttempts.WithLabels("timeout");
    private static readonly Counter.Child Broken = FailedAttempts.WithLabels("broken_answer");
    private static readonly Counter.Child NobodyThere = FailedAttempts.WithLabels("no_destination");

    private static readonly Counter Retries = Metrics.CreateCounter(
        "proxy_retries_total", "Reads that were given to another query API because the one before had failed.");

    private static readonly Gauge Destinations = Metrics.CreateGauge(
        "proxy_destinations", "Query APIs by what the last probes found; unready ones still serve what they have cached.", "state");

    private static readonly Gauge.Child Ready = Destinations.WithLabels("ready");
    private static readonly Gauge.Child Unready = Destinations.WithLabels("unready");
    private static readonly Gauge.Child Down = Destinations.WithLabels("down");

    public static void Export(IProxyStateLookup proxy) => Metrics.DefaultRegistry.AddBeforeCollectCallback(() =>
    {
        var all = proxy.TryGetCluster(QueryApiRoutes.Cluster, out var cluster) ? cluster.DestinationsState.AllDestinations : [];
        Ready.Set(all.Count(destination => StateOf(destination) == Ready));
        Unready.Set(all.Count(destination => StateOf(destination) == Unready));
        Down.Set(all.Count(destination => StateOf(destination) == Down));
    });

    public static void Settled(HttpContext context, ForwarderError? failure) => (failure switch
    {
        null => Answered,
        ForwarderError.RequestBodyClient => ClientError,
        _ when context.RequestAborted.IsCancellationRequested => ClientGone,
        _ when context.Response.HasStarted => Truncated,
        _ => Unavailable,
    }).Inc();

    public static void AttemptFailed(HttpContext context, ForwarderError error) => (error switch
    {
        _ when context.RequestAborted.IsCancellationRequested => null,
        ForwarderError.Request or ForwarderError.RequestBodyDestination => Connection,
        ForwarderError.RequestTimedOut or ForwarderError.ResponseBodyCanceled => Timeout,
        ForwarderError.ResponseHeaders or ForwarderError.ResponseBodyDestination => Broken,
        ForwarderError.NoAvailableDestinations => NobodyThere,
        // What is left is the client's doing.
        _ => null,
    })?.Inc();

    public static void Retried() => Retries.Inc();

    private static Gauge.Child StateOf(DestinationState destination) => destination.Health switch
    {
        { Active: DestinationHealth.Unhealthy } or { Passive: DestinationHealth.Unhealthy } => Down,
        { Active: DestinationHealth.Healthy } => Ready,
        _ => Unready,
    };
}
