using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Orders.ServiceDefaults.HttpMetrics;

internal static class HttpMetricsPipeline
{
    public static void UseRequestMetrics(this IApplicationBuilder app) => app.UseMiddleware<RequestMetrics>();

    /// <summary>Exports the counters of all routes before their first request; call when the routes are known.</summary>
    public static void AnnounceRoutes(this WebApplication app)
    {
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints)
        {
            RouteMetrics.Of(endpoint).Announce();
        }
    }
}
