using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Orders.ServiceDefaults.Hosting;

namespace Orders.ServiceDefaults.Health;

/// <summary>Where a service can be asked from beside it.</summary>
internal static class SelfAddress
{
    /// <summary>On the management port where there is one, because nothing is limited there; otherwise on the first http address that the service listens on.</summary>
    /// <exception cref="ConfigurationException">It listens on nothing that can be asked this way.</exception>
    public static Uri Of(IConfiguration configuration)
    {
        var addresses = ListenAddresses.Of(configuration);
        ListenAddresses.Check(addresses);
        var listening = addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(BindingAddress.Parse).ToArray();
        var management = configuration["Management:Port"];
        if (!string.IsNullOrWhiteSpace(management) && int.TryParse(management, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
        {
            return new UriBuilder(Uri.UriSchemeHttp, Reachable(listening[0]), port).Uri;
        }

        // Over TLS the certificate would be for another name than the loopback's.
        return Array.Find(listening, address => address is { Scheme: "http", Port: > 0, IsUnixPipe: false, IsNamedPipe: false }) is { } http
            ? new UriBuilder(Uri.UriSchemeHttp, Reachable(http), http.Port).Uri
            : throw new ConfigurationException($"The health cannot be asked for: '{addresses}' has no http address with a port. Set Management__Port, or listen on http too.");
    }

    /// <summary>A server takes any name that is neither an address nor localhost for "all interfaces".</summary>
    private static string Reachable(BindingAddress address) => address.Host switch
    {
        "localhost" => "localhost",
        "0.0.0.0" or "[::]" => "127.0.0.1",
        var host when Uri.CheckHostName(host) is UriHostNameType.IPv4 or UriHostNameType.IPv6 => host,
        _ => "127.0.0.1",
    };
}
