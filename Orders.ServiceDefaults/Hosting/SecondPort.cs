using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Orders.ServiceDefaults.Hosting;

/// <summary>A port of a service beside its usual ones, on the same host names.</summary>
public static class SecondPort
{
    /// <summary>The port that a setting names, or null when there is to be none.</summary>
    /// <param name="setting">Its key, such as <c>Management:Port</c>.</param>
    /// <exception cref="ConfigurationException">It is no port.</exception>
    public static int? Read(IConfiguration configuration, string setting)
    {
        var text = configuration[setting];
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw new ConfigurationException($"{setting} is '{text}': give a port from 1 to 65535.");
    }

    /// <summary>All addresses to listen on, that of the port last.</summary>
    /// <param name="urls">What ASPNETCORE_URLS says: addresses separated by semicolons.</param>
    /// <param name="port">0 lets the system choose.</param>
    /// <param name="setting">The key that names the port.</param>
    /// <exception cref="ConfigurationException">The port is taken by one of the addresses.</exception>
    public static string Beside(string urls, int port, string setting)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(BindingAddress.Parse)
            .ToArray();

        if (port != 0 && addresses.Any(address => address.Port == port))
        {
            throw new ConfigurationException($"{setting} is {port}, a port of ASPNETCORE_URLS: give it one of its own.");
        }

        return string.Join(';', Hosts(addresses, port)
            .Select(host => string.Create(CultureInfo.InvariantCulture, $"http://{host}:{port}"))
            .Prepend(urls));
    }

    // Bound where the usual addresses are: a gateway that listens on the loopback only does not open its metrics to the network.
    private static string[] Hosts(BindingAddress[] addresses, int port)
    {
        var hosts = addresses.Select(address => address.Host).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        // A port that the system chooses would be another for each host.
        return port == 0 ? [hosts[0]]
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
