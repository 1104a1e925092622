using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prometheus;

namespace Orders.ServiceDefaults.HttpMetrics;

/// <summary>The counters of one route, found once, so that counting a request allocates nothing.</summary>
internal sealed class RouteMetrics(string handler)
{
    private const string Unmatched = "unmatched";
    private const int FirstStatus = 100;
    private const int Statuses = 500;

    private static readonly Counter Requests = Metrics.CreateCounter(
        "http_requests_total", "Requests answered, by route and status code; 499: the client went away first.", "handler", "status");

    private static readonly Histogram Durations = Metrics.CreateHistogram(
        "http_request_duration_seconds",
        "Time from the first to the last step of a request, by route; live streams are not timed.",
        new HistogramConfiguration
        {
            LabelNames = ["handler"],
            // A cached order takes some ten microseconds.
            Buckets = [.00005, .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10],
        });

    // A counter that appears with its first error has no earlier value that the error could be an increase of.
    private static readonly int[] Expected = [StatusCodes.Status200OK, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable];

    private static readonly RouteMetrics UnmatchedRoute = new(Unmatched);

    /// <summary>By the text of the route: as many as the service has routes, however many requests come.</summary>
    private static readonly ConcurrentDictionary<string, RouteMetrics> Routes = new(StringComparer.Ordinal);

    private readonly Histogram.Child _duration = Durations.WithLabels(handler);
    private readonly Counter.Child?[] _requests = new Counter.Child?[Statuses];

    public static RouteMetrics Of(Endpoint? endpoint) =>
        Name(endpoint) is { } name ? Routes.GetOrAdd(name, static key => new RouteMetrics(key)) : UnmatchedRoute;

    /// <summary>Exports the usual statuses at 0.</summary>
    public void Announce() => Array.ForEach(Expected, status => CounterOf(status));

    public void Observe(int status, TimeSpan duration)
    {
        Count(status);
        _duration.Observe(duration.TotalSeconds);
    }

    /// <summary>For an answer that lasts as long as the client likes: its time says nothing about the service.</summary>
    public void Count(int status) => CounterOf(status).Inc();

    private Counter.Child CounterOf(int status)
    {
        var index = Math.Clamp(status - FirstStatus, 0, Statuses - 1);
        return _requests[index] ??= Requests.WithLabels(handler, (FirstStatus + index).ToString(CultureInfo.InvariantCulture));
    }

    private static string? Name(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { Length: > 0 } route } ? route : endpoint?.DisplayName;
}
