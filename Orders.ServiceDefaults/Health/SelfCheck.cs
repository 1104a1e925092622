using Microsoft.Extensions.Configuration;

namespace Orders.ServiceDefaults.Health;

/// <summary>
/// <c>--health-check</c> as the only argument: asks the service that runs beside it, with the same settings, for its /health.
/// An image then needs neither a shell nor curl to know how it is. No host is built: this runs every few seconds.
/// </summary>
public static class SelfCheck
{
    private const string Argument = "--health-check";

    /// <summary>A little more than a check may take, see <see cref="BoundedHealthChecks"/>.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static bool IsAskedFor(string[] args) => args is [Argument];

    /// <summary>Reads the settings as the service does, but from the environment alone: that is where an image has them.</summary>
    /// <returns>The exit code: 0 when the service is ready, 1 when it is not or does not answer; the output says which.</returns>
    public static Task<int> RunAsync(string serviceName) => RunAsync(
        serviceName,
        new ConfigurationBuilder().AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddEnvironmentVariables().Build(),
        Patience,
        Console.Out);

    internal static async Task<int> RunAsync(string serviceName, IConfiguration configuration, TimeSpan patience, TextWriter output)
    {
        try
        {
            var address = new Uri(SelfAddress.Of(configuration), "/health");
            // A proxy of the environment is for other hosts, and a probe is no part of anybody's trace.
            using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
            using var client = new HttpClient(handler) { Timeout = patience };
            using var response = await client.GetAsync(address);
            await output.WriteLineAsync($"{serviceName}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ConfigurationException)
        {
            await output.WriteLineAsync($"{serviceName}: {failure.Message}");
            return 1;
        }
    }
}
