using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
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
    public static IEndpointConventionBuilder MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithMetadata(NotTraced.Instance);
        group.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync });
        group.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = HealthReportWriter.WriteAsync });
        return group;
    }

    /// <summary>Maps /metrics.</summary>
    public static IEndpointConventionBuilder MapPrometheus(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMetrics().WithMetadata(NotTraced.Instance);
}
