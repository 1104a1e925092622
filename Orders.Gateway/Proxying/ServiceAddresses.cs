using Orders.ServiceDefaults;

namespace Orders.Gateway.Proxying;

/// <summary>Where the other services are, from the keys that the host sets: <c>services:{name}:http:{0, 1, …}</c>.</summary>
internal static class ServiceAddresses
{
    public static IReadOnlyList<Uri> Of(string service, IConfiguration configuration) =>
        Under(configuration.GetSection($"services:{service}:http"));

    /// <exception cref="ConfigurationException">One of them is no http address.</exception>
    public static IReadOnlyList<Uri> Under(IConfigurationSection section) =>
        [.. section.GetChildren().Where(child => !string.IsNullOrWhiteSpace(child.Value)).Select(Parse)];

    private static Uri Parse(IConfigurationSection setting) =>
        Uri.TryCreate(setting.Value!.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new ConfigurationException($"{setting.Path} is '{setting.Value}': give an address such as http://localhost:5080.");
}
