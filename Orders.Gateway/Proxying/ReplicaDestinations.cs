using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Orders.Gateway.Discovering;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Orders.Gateway.Proxying;

/// <summary>
/// Gives the proxy a destination for each replica behind a configured address, looked up again every <see cref="ProxyOptions.LookupInterval"/>.
/// YARP's own resolver does not do: a name that is not there yet ends its start, one that is away later stops its lookups for five
/// minutes, and localhost counts as two.
/// </summary>
internal sealed class ReplicaDestinations(Replicas replicas, IOptions<ProxyOptions> options, TimeProvider time) : IDestinationResolver, IDisposable
{
    private CancellationTokenSource? _expiry;

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = await Task.WhenAll(destinations.Select(destination => ResolveAsync(destination.Key, destination.Value, cancellationToken)));
        return new ResolvedDestinationCollection(
            resolved.SelectMany(replicas => replicas).ToDictionary(),
            destinations.Values.Any(destination => Replicas.CanChange(new Uri(destination.Address))) ? Expiry() : null);
    }

    public void Dispose() => _expiry?.Dispose();

    private async Task<IEnumerable<KeyValuePair<string, DestinationConfig>>> ResolveAsync(string id, DestinationConfig config, CancellationToken cancellationToken)
    {
        var address = new Uri(config.Address);
        var instances = await replicas.OfAsync(address, cancellationToken);
        return instances.Select(instance => instance == address
            ? KeyValuePair.Create(id, config)
            : KeyValuePair.Create($"{id}[{instance.Host}]", config with { Address = instance.AbsoluteUri, Host = config.Host ?? address.Authority }));
    }

    // The proxy has one cluster and asks again only when the last answer has expired.
    private CancellationChangeToken Expiry()
    {
        _expiry?.Dispose();
        _expiry = new CancellationTokenSource(options.Value.LookupInterval, time);
        return new CancellationChangeToken(_expiry.Token);
    }
}
