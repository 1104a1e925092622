using System.Globalization;
using System.Net;
using Orders.ServiceDefaults;

namespace Orders.Gateway.Listening;

/// <summary>Puts the management port beside the public addresses, on the same host names.</summary>
internal static class ManagementAddress
{
    /// <param name="urls">What ASPNETCORE_URLS says: addresses separated by semicolons.</param>
    /// <param name="managementPort">0 lets the system choose.</param>
    /// <exception cref="ConfigurationException">The port is taken by a public address.</exception>
    public static string Beside(string urls, int managementPort)
    {
        var publicAddresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse)
            .ToArray();

        if (managementPort != 0 && publicAddresses.Any(address => address.Port == managementPort))
        {
            throw new ConfigurationException(
                $"Management:Port is {managementPort}, a public port of the gateway: metrics must not be public, so give it a port of its own.");
        }

        return string.Join(';', Hosts(publicAddresses, managementPort)
            .Select(host => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{managementPort}"))
            .Prepend(urls));
    }

    // Bound where the public addresses are: a gateway that listens on the loopback only does not open its metrics to the network.
    private static string[] Hosts(BindingAddress[] publicAddresses, int managementPort)
    {
        var hosts = publicAddresses.Select(address => address.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        // A port that the system chooses would be another for each host.
        return managementPort == 0 ? [hosts[0]]
            // The others' ports are taken with it.
            : Array.Find(hosts, IsEvery) is { } every ? [every]
            : hosts;
    }

    /// <summary>A server takes any name that is neither an address nor localhost for "all interfaces".</summary>
    private static bool IsEvery(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            : !host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
}
