using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Orders.ServiceDefaults;
using IPNetwork = System.Net.IPNetwork;

namespace Orders.Gateway.Listening;

/// <summary>
/// The reverse proxies whose word about a client's address and scheme is taken: <c>TrustedProxies</c>, addresses or networks
/// (<c>10.0.0.0/8, ::1</c>). By default none, and X-Forwarded-For is what anybody may write.
/// </summary>
internal sealed class TrustedProxies(IReadOnlyList<IPNetwork> networks)
{
    private const string Setting = "TrustedProxies";

    public bool Any => networks.Count > 0;

    /// <exception cref="ConfigurationException">One of them is neither an address nor a network.</exception>
    public static TrustedProxies Read(IConfiguration configuration) => new([.. (configuration[Setting] ?? "")
        .Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(Parse)]);

    public bool Contain(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain));
    }

    /// <summary>The nearest hop that is not one of them is the client, however many of them are in a row.</summary>
    public ForwardedHeadersOptions ToOptions()
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };

        // It trusts the loopback unless told not to.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new ConfigurationException($"{Setting}: '{text}' is neither an address such as 10.0.0.5 nor a network such as 10.0.0.0/8.");
    }
}
