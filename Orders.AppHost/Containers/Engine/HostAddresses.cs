using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orders.AppHost.Containers.Engine;

/// <summary>Where a process of this machine has to listen for a container to reach it, and for as few others as possible.</summary>
internal static class HostAddresses
{
    private const string DockerBridge = "docker0";

    private static readonly IReadOnlyList<string> Hosts = Choose(OperatingSystem.IsLinux(), BridgeAddress());

    /// <returns>For ASPNETCORE_URLS.</returns>
    public static string Urls(int port) => string.Join(';', Hosts.Select(host => $"http://{host}:{port}"));

    /// <param name="bridge">The address of Docker's bridge, which is what <c>host-gateway</c> stands for; null when there is none.</param>
    internal static IReadOnlyList<string> Choose(bool linux, string? bridge) => (linux, bridge) switch
    {
        // Docker Desktop and Podman's machine forward to the loopback.
        (false, _) => ["localhost"],
        (true, { } address) => ["localhost", address],
        // Podman without root, or an engine outside this Linux (WSL): what comes from a container comes in by any way.
        (true, null) => ["0.0.0.0"],
    };

    private static string? BridgeAddress() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.Name == DockerBridge)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .FirstOrDefault(address => address.Address.AddressFamily == AddressFamily.InterNetwork)?.Address.ToString();
}
