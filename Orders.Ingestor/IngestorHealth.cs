using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Orders.Ingestor;

/// <summary>What holds this instance up at the moment, by activity; <c>/health</c> is 503 while there is anything.</summary>
internal sealed class IngestorHealth(ILogger<IngestorHealth> log) : IHealthCheck
{
    private readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal) { ["starting"] = "the consumer has not started yet" };

    public bool IsFailing => !_troubles.IsEmpty;

    /// <summary>True when the activity was well before.</summary>
    public bool Failing(string activity, string reason)
    {
        var isNew = _troubles.TryAdd(activity, reason);
        if (!isNew)
        {
            _troubles[activity] = reason;
        }

        return isNew;
    }

    public void Recovered(string activity)
    {
        if (_troubles.TryRemove(activity, out _))
        {
            log.Recovered(activity);
        }
    }

    public void Started() => Recovered("starting");

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = _troubles.Select(trouble => $"{trouble.Key}: {trouble.Value}").Order(StringComparer.Ordinal).ToList();
        return Task.FromResult(troubles.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(string.Join("; ", troubles)));
    }
}
