using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.Gateway.Health;

internal static class Verdict
{
    /// <summary>All ready: healthy. Some: degraded, the work is still done. None: unhealthy.</summary>
    public static HealthCheckResult Of(int ready, int all)
    {
        var status = ready == all ? HealthStatus.Healthy : ready > 0 ? HealthStatus.Degraded : HealthStatus.Unhealthy;
        return new HealthCheckResult(
            all == 0 ? HealthStatus.Unhealthy : status,
            string.Create(CultureInfo.InvariantCulture, $"{ready} of {all} ready"));
    }
}
