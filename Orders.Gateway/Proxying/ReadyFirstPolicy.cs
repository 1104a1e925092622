using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// The ready ones; when none is ready, those that still answer, because a query API without its database serves what it has cached.
/// Never one that is known to be down: with nobody left the client gets a 503 at once instead of waiting for a refusal.
/// </summary>
internal sealed class ReadyFirstPolicy : IAvailableDestinationsPolicy
{
    public const string PolicyName = "ReadyFirst";

    public string Name => PolicyName;

    public IReadOnlyList<DestinationState> GetAvailalableDestinations(ClusterConfig config, IReadOnlyList<DestinationState> allDestinations)
    {
        var up = allDestinations
            .Where(destination => destination.Health is { Active: not DestinationHealth.Unhealthy, Passive: not DestinationHealth.Unhealthy })
            .ToArray();
        var ready = Array.FindAll(up, destination => destination.Health.Active == DestinationHealth.Healthy);
        return ready.Length > 0 ? ready : up;
    }
}
