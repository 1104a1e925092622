using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orders.Gateway.Operations;

/// <summary>
/// The instances behind the configured addresses. A name may stand for many machines (the replicas of a container), and each must be asked:
/// counters of one now and another then would look like restarts.
/// </summary>
internal sealed class Instances(IReadOnlyList<(string Service, IReadOnlyList<Uri> Addresses)> services)
{
    // A name that stands for more is none of ours.
    private const int MostPerService = 32;

    private static readonly string[] OfOneInstance = ["producer"];

    public async Task<IReadOnlyList<Instance>> FindAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(services.Select(service => FindAsync(service.Service, service.Addresses, cancellationToken)));
        return [.. found.SelectMany(instances => instances)];
    }

    private static async Task<IEnumerable<Instance>> FindAsync(string service, IReadOnlyList<Uri> addresses, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(addresses.Select(address => ResolveAsync(address, cancellationToken)));
        var all = addresses.Zip(found, (given, resolved) => resolved.Select(address => (Given: given, Address: address)))
            .SelectMany(pairs => pairs)
            .Take(MostPerService)
            .ToArray();
        var numbered = all.Length > 1 || !OfOneInstance.Contains(service);
        return all.Select((pair, index) => new Instance(
            numbered ? string.Create(CultureInfo.InvariantCulture, $"{service}-{index + 1}") : service, service, pair.Address, pair.Given.Authority));
    }

    private static async Task<IEnumerable<Uri>> ResolveAsync(Uri address, CancellationToken cancellationToken)
    {
        if (address.HostNameType != UriHostNameType.Dns || address.IsLoopback || address.Scheme != Uri.UriSchemeHttp)
        {
            return [address];
        }

        try
        {
            var all = await Dns.GetHostAddressesAsync(address.DnsSafeHost, cancellationToken);

            // One machine may have an address of each kind; it must not count twice.
            var oneKind = all.Where(ip => ip.AddressFamily == AddressFamily.InterNetwork).DefaultIfEmpty().First() is null
                ? all
                : [.. all.Where(ip => ip.AddressFamily == AddressFamily.InterNetwork)];
            return oneKind.Select(ip => new UriBuilder(address) { Host = ip.ToString() }.Uri).OrderBy(uri => uri.Host, StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // Asked under its name, it will turn out unreachable, and be shown as that.
            return [address];
        }
    }
}
