using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Orders.AppHost.Embedded.Processes;

internal static class LoopbackPort
{
    // Below the ports that Linux and macOS give to outgoing connections: one of those could otherwise take a service's port
    // while it is being restarted.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Given = [];

    /// <summary>A port that is free now and was not given before. Another process may still take it first.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    /// <summary>True when nobody listens on the port, on either of the addresses that "localhost" stands for.</summary>
    public static bool IsFree(int port) =>
        CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AccessDenied)
        {
            return true; // No IPv6 on loopback, or a port for root: nobody listens there, and who binds it will say what is wrong.
        }
    }
}
