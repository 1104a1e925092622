using Orders.ServiceDefaults;

namespace Orders.Gateway.Proxying;

/// <summary>Where the other services are, from the keys that the host sets: <c>services:{name}:{endpoint}:{0, 1, …}</c>.</summary>
internal static class ServiceAddresses
{
    /// <param name="endpoint">Its name, by which a service tells its ports apart.</param>
    public static IReadOnlyList<Uri> Of(string service, IConfiguration configuration, string endpoint = "http") =>
        Under(configuration.GetSection($"services:{service}:{endpoint}"));

    /// <exception cref="ConfigurationException">One of them is no http address.</exception>
    public static IReadOnlyList<Uri> Under(IConfigurationSection section) =>
        [.. section.GetChildren().Where(child => !string.IsNullOrWhiteSpace(child.Value)).Select(Parse)];

    private static Uri Parse(IConfigurationSection setting) =>
        Uri.TryCreate(setting.Value!.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new ConfigurationException($"{setting.Path} is '{setting.Value}': give an address such as http://localhost:5080.");
}
