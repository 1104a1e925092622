using Microsoft.AspNetCore.Http;

namespace Orders.ServiceDefaults.Hosting;

internal static class ListenAddresses
{
    /// <summary>Kestrel would refuse a bad address with a bare FormatException.</summary>
    public static void Check(string? addresses)
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
}
