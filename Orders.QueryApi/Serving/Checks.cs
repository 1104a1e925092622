using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using Orders.QueryApi.Following;
using Orders.QueryApi.Loading;
using Orders.QueryApi.WarmingUp;

namespace Orders.QueryApi.Serving;

/// <summary>Not ready before the cache has been filled once.</summary>
internal sealed class WarmUpCheck(WarmUpState warmUp) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(warmUp.Done.IsCompletedSuccessfully
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("warming up"));
}

/// <summary>Degraded, not unhealthy, when changes do not arrive: orders are compared with the database then, and still served.</summary>
internal sealed class FollowingCheck(FollowingState following, TrustClock trust, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = time.GetTimestamp();
        var (silent, all) = trust.Silence(now);
        var trouble = following.Trouble
            ?? (all == 0 ? "no heartbeat of an ingestor yet" : null)
            ?? (silent > 0 ? $"no heartbeat for {silent} of {all} partitions of orders" : null);
        return Task.FromResult(trouble is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(trouble));
    }
}

/// <summary>Degraded, not unhealthy, when PostgreSQL is away: cached orders are still served.</summary>
internal sealed class DatabaseCheck(NpgsqlDataSource data, DatabaseState state, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await using var command = data.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(either.Token);
            state.Answered();
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            state.Failed(exception);
            return HealthCheckResult.Degraded("PostgreSQL does not answer");
        }
    }
}
