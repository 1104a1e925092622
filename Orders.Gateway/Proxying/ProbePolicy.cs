using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Reads the probes: ready is healthy, a connection that fails is unhealthy, both at once.
/// An instance that answers but is not ready is unknown: its cache may hold what another cannot get (see <see cref="ReadyFirstPolicy"/>).
/// One slow probe changes nothing, because busy is not dead; the second in a row does.
/// </summary>
internal sealed class ProbePolicy(IDestinationHealthUpdater health) : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Readiness";
    private const int SlowProbesAllowed = 1;

    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _slowProbes = [];

    public string Name => PolicyName;

    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults) =>
        health.SetActive(cluster, [.. probingResults.Select(result => new NewActiveDestinationHealth(result.Destination, Judge(result)))]);

    private DestinationHealth Judge(DestinationProbingResult result)
    {
        var slowProbes = _slowProbes.GetOrCreateValue(result.Destination);
        if (result.Exception is OperationCanceledException)
        {
            slowProbes.Value++;
            return slowProbes.Value > SlowProbesAllowed ? DestinationHealth.Unhealthy : result.Destination.Health.Active;
        }

        slowProbes.Value = 0;
        return result.Response switch
        {
            null => DestinationHealth.Unhealthy,
            { IsSuccessStatusCode: true } => DestinationHealth.Healthy,
            _ => DestinationHealth.Unknown,
        };
    }
}
