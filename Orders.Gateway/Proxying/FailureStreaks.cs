using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Leaves a query API alone for a while once it has refused or broken off a few requests in a row: at full load the next probe is
/// thousands of requests away. Silence does not count, because a question that waits for the database says nothing about cached orders.
/// </summary>
internal sealed class FailureStreaks(IDestinationHealthUpdater health, IOptions<ProxyOptions> options)
{
    // A single broken connection happens in good health too, when a server closes it just as it is used again.
    private const int Limit = 3;

    private readonly TimeSpan _pause = options.Value.PauseAfterFailures;
    private readonly ConditionalWeakTable<DestinationState, StrongBox<int>> _streaks = [];

    /// <summary>After each attempt.</summary>
    public void Count(HttpContext context, IReverseProxyFeature proxy)
    {
        if (proxy.ProxiedDestination is not { } destination || proxy.IsPatient())
        {
            return;
        }

        var streak = _streaks.GetOrCreateValue(destination);
        if (!Failed(context))
        {
            // Read first: on the way of every request a write would pass the cache line from core to core.
            if (Volatile.Read(ref streak.Value) != 0)
            {
                Volatile.Write(ref streak.Value, 0);
            }
        }
        else if (Interlocked.Increment(ref streak.Value) >= Limit)
        {
            Volatile.Write(ref streak.Value, 0);
            health.SetPassive(proxy.Route.Cluster!, destination, DestinationHealth.Unhealthy, _pause);
        }
    }

    private static bool Failed(HttpContext context) =>
        context.GetForwarderErrorFeature()?.Error is ForwarderError.Request or ForwarderError.ResponseBodyDestination
        && !context.RequestAborted.IsCancellationRequested;
}
