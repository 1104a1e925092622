using Microsoft.AspNetCore.Builder;

namespace Orders.ServiceDefaults.HttpMetrics;

internal static class HttpMetricsPipeline
{
    public static void UseRequestMetrics(this IApplicationBuilder app) => app.UseMiddleware<RequestMetrics>();
}
