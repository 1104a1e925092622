using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.Producer.Producing;

/// <summary>Unhealthy while the topic is not there, and when messages wait and none of them gets through.</summary>
internal sealed class ProducerHealth(OrderTopic topic, Deliveries deliveries) : IHealthCheck
{
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        if (!topic.Exists)
        {
            return HealthCheckResult.Unhealthy($"waiting for the topic '{topic.Name}', which the ingestor creates");
        }

        var stalled = deliveries.Stalled;
        return stalled > LongestStall
            ? HealthCheckResult.Unhealthy($"{deliveries.InFlight} messages wait; none was acknowledged for {(long)stalled.TotalSeconds} s")
            : HealthCheckResult.Healthy();
    }
}
