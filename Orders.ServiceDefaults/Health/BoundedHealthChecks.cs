using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.ServiceDefaults.Health;

internal static class BoundedHealthChecks
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>A check that has no limit of its own gets one, because whoever probes gives up after a few seconds and learns nothing.</summary>
    public static void AddBoundedHealthChecks(this IServiceCollection services)
    {
        services.AddHealthChecks();
        services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan))
            {
                check.Timeout = Limit;
            }
        });
    }
}
