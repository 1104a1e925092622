using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Prometheus;

public static class MetricServerMiddlewareExtensions
{
    /// <summary>Maps an endpoint that answers with the metrics of a registry in Prometheus' text format.</summary>
    /// <param name="registry">The default registry when null.</param>
    public static IEndpointConventionBuilder MapMetrics(
        this IEndpointRouteBuilder endpoints, string pattern = "/metrics", CollectorRegistry? registry = null) =>
        endpoints
            .Map(pattern, context => WriteAsync(context, registry ?? Metrics.DefaultRegistry))
            .WithDisplayName("Prometheus metrics");

    private static Task WriteAsync(HttpContext context, CollectorRegistry registry)
    {
        context.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    }
}
