using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.Gateway.Health;

internal sealed class ServiceCheck(ServiceProbe probe) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (ready, all) = await probe.CountReadyAsync(cancellationToken);
        return Verdict.Of(ready, all);
    }
}
