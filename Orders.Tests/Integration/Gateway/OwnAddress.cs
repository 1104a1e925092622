using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orders.Tests.Integration.Gateway;

/// <summary>An address of this machine that is not the loopback: clients on that are not counted.</summary>
internal static class OwnAddress
{
    /// <returns>Null where there is none from which a connection arrives as what it is; address translation for containers hides some.</returns>
    public static IPAddress? Find() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus == OperationalStatus.Up)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address) && ArrivesAsItIs(address));

    private static bool ArrivesAsItIs(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        using var client = new TcpClient(AddressFamily.InterNetwork);
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using var accepted = listener.AcceptTcpClient();
        return accepted.Client.RemoteEndPoint is IPEndPoint seen && seen.Address.Equals(address);
    }
}

/// <summary>A test from an address of this machine's own; where it has none, it counts as skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OwnAddressFactAttribute : FactAttribute
{
    public OwnAddressFactAttribute()
    {
        if (OwnAddress.Find() is null)
        {
            Skip = "This machine has no address but the loopback from which a connection arrives as what it is.";
        }
    }
}
