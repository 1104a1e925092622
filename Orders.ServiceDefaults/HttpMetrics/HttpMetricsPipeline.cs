using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Orders.ServiceDefaults.HttpErrors;

namespace Orders.ServiceDefaults.HttpMetrics;

internal static class HttpMetricsPipeline
{
    /// <summary>Comes first: what is thrown behind it is answered as <see cref="ErrorAnswers.Use"/> says.</summary>
    public static void UseRequestMetrics(this IApplicationBuilder app)
    {
        var errors = ErrorAnswers.Of(app);
        app.Use(next => new RequestMetrics(next, errors).InvokeAsync);
    }

    /// <summary>Exports the counters of all routes before their first request; call when the routes are mapped and before anything is served.</summary>
    /// <remarks>
    /// Of each source by itself, and before any request asks for them too: YARP makes its endpoints when they are first read, and tells those who
    /// listen for changes while it holds its lock. The framework's list of all sources asks for them while it holds its own, and there are two such
    /// lists, one for the router: two threads that are the first to read them, one each, wait for each other for ever.
    /// </remarks>
    public static void AnnounceRoutes(this IEndpointRouteBuilder app)
    {
        foreach (var endpoint in app.DataSources.SelectMany(source => source.Endpoints))
        {
            RouteMetrics.Of(endpoint).Announce();
        }
    }
}
