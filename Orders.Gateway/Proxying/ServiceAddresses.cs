using Orders.ServiceDefaults;

namespace Orders.Gateway.Proxying;

/// <summary>Where the other services are, from the keys that the host sets: <c>services:{name}:http:{0, 1, …}</c>.</summary>
internal static class ServiceAddresses
{
    public static IReadOnlyList<Uri> Of(string service, IConfiguration configuration) =>
        Parse(configuration.GetSection($"services:{service}:http").GetChildren().Select(child => (child.Path, child.Value)));

    /// <exception cref="ConfigurationException">One of them is no http address.</exception>
    public static IReadOnlyList<Uri> Parse(IEnumerable<(string Key, string? Address)> settings) =>
        [.. settings
            .Where(setting => !string.IsNullOrWhiteSpace(setting.Address))
            .Select(setting => Parse(setting.Key, setting.Address!))];

    private static Uri Parse(string key, string address) =>
        Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new ConfigurationException($"{key} is '{address}': give an address such as http://localhost:5080.");
}
