using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Orders.Gateway.Discovering;

/// <summary>
/// The instances behind an address. A name with several addresses is several instances: compose and headless services of Kubernetes
/// give the replicas of a service that way, and they come and go.
/// </summary>
internal sealed class Replicas(NameLookup lookup, TimeProvider time, ILogger<Replicas> logger)
{
    /// <summary>A resolver without an answer may take half a minute to say so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the instances can change: an IP address or localhost is one instance for ever.</summary>
    public static bool CanChange(Uri address) => address.HostNameType == UriHostNameType.Dns && !address.IsLoopback;

    /// <summary>
    /// At least one. A name that cannot be looked up keeps the instances it had, which are probed anyway: a resolver that is away must not
    /// take down what still answers. Without any the name itself stands for the one instance that there may be.
    /// </summary>
    public async Task<IReadOnlyList<Uri>> OfAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!CanChange(address))
        {
            return [address];
        }

        var host = address.DnsSafeHost;
        var known = _known.GetValueOrDefault(host, Known.Nothing);
        var now = await LookUpAsync(host, cancellationToken) is { Length: > 0 } found
            ? new Known(found, Failed: false)
            : known with { Failed = true };
        Tell(host, known, now);
        _known[host] = now;
        return now.Hosts.Length > 0 ? [.. now.Hosts.Select(ip => new UriBuilder(address) { Host = ip }.Uri)] : [address];
    }

    private async Task<string[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await lookup(host, cancellationToken).WaitAsync(Patience, time, cancellationToken);
            // An instance on a network with both families has an address of each, and must not be counted twice.
            var family = Array.Exists(addresses, ip => ip.AddressFamily == AddressFamily.InterNetwork) ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
            // In order, because resolvers shuffle: the same set is then seen to be the same.
            return [.. addresses.Where(ip => ip.AddressFamily == family).Select(Bracketed).Distinct().Order(StringComparer.Ordinal)];
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException)
        {
            return [];
        }
    }

    private static string Bracketed(IPAddress ip) => ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString();

    private void Tell(string host, Known before, Known now)
    {
        if (now.Failed && !before.Failed)
        {
            Log.NameNotFound(logger, host, now.Hosts.Length);
        }
        else if (!now.Failed && (before.Failed || !now.Hosts.SequenceEqual(before.Hosts)))
        {
            Log.NameFound(logger, host, now.Hosts.Length);
        }
    }

    private sealed record Known(string[] Hosts, bool Failed)
    {
        public static readonly Known Nothing = new([], Failed: false);
    }
}
