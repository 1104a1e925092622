using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orders.ServiceDefaults.Tracing;
using Prometheus;

namespace Orders.ServiceDefaults.Health;

public static class OperationsEndpoints
{
    /// <summary>Maps /health, /alive and /metrics.</summary>
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealth();
        endpoints.MapPrometheus();
    }

    /// <summary>Maps /health (all checks; 503 when one is unhealthy) and /alive (the process answers).</summary>
    /// <param name="showChecks">Whether this request may see what each check says; by default every request may.</param>
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints, Func<HttpContext, bool>? showChecks = null)
    {
        Task Write(HttpContext context, HealthReport report) =>
            HealthReportWriter.WriteAsync(context, report, showChecks is null || showChecks(context));


        var group = endpoints.MapGroup("").WithMetadata(NotTraced.Instance);
        group.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = Write });
        group.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write });
        return group;
    }

    /// <summary>Maps /metrics.</summary>
    public static IEndpointConventionBuilder MapPrometheus(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMetrics().WithMetadata(NotTraced.Instance);
}
