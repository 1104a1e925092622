using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Orders.ServiceDefaults.Hosting;

public static class ListenAddresses
{
    /// <summary>What the server listens on, separated by semicolons, in the order of precedence that it uses.</summary>
    public static string Of(IConfiguration configuration)
    {
        if (configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls)
        {
            return urls;
        }

        var addresses = Ports(configuration, WebHostDefaults.HttpPortsKey, "http")
            .Concat(Ports(configuration, WebHostDefaults.HttpsPortsKey, "https"))
            .ToArray();
        return addresses.Length > 0 ? string.Join(';', addresses) : "http://localhost:5000";
    }

    /// <summary>Kestrel would refuse a bad address with a bare FormatException.</summary>
    internal static void Check(string? addresses)
    {
        foreach (var address in (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            try
            {
                BindingAddress.Parse(address);
            }
            catch (FormatException exception)
            {
                throw new ConfigurationException($"ASPNETCORE_URLS: '{address}' is not an address such as http://localhost:8080.", exception);
            }
        }
    }

    private static IEnumerable<string> Ports(IConfiguration configuration, string key, string scheme) =>
        (configuration[key] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(port => $"{scheme}://*:{port}");
}
