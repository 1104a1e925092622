using System.Globalization;
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

        // Bound where the first public address is: a gateway that listens on the loopback only does not open its metrics to the network.
        var host = publicAddresses[0].Host;
        return string.Create(CultureInfo.InvariantCulture, $"{urls};http://{host}:{managementPort}");
    }
}
