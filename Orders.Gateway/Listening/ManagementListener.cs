using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Orders.Gateway.Listening;

/// <summary>
/// The second port, for operators: metrics and the details of the health checks.
/// A request belongs to it when its connection was accepted there; what the request says of itself (Host) proves nothing.
/// </summary>
internal sealed class ManagementListener(int? configuredPort, IServer server)
{
    public const string Setting = "Management:Port";

    private int? _port = configuredPort is 0 ? null : configuredPort;

    public bool Accepted(HttpContext context) => Port is { } port && context.Connection.LocalPort == port;

    private int? Port => configuredPort is null ? null : _port ??= BoundPort();

    // Port 0 lets the system choose; the server lists its addresses in the order they were given, ours last.
    private int BoundPort()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        return new Uri(addresses.Last()).Port;
    }
}
