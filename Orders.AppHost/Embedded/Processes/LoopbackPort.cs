using System.Net;
using System.Net.Sockets;

namespace Orders.AppHost.Embedded.Processes;

internal static class LoopbackPort
{
    /// <summary>A port that was free a moment ago. Whoever binds it must be ready to find it taken.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

}
