using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Orders.Gateway.Limiting;
using Orders.Gateway.Listening;

namespace Orders.Gateway.Guarding;

/// <summary>
/// No client may hold so many connections, idle or slow, that none are left for others. Beyond its share they are closed as they open,
/// before a TLS handshake or a byte is read.
/// </summary>
internal sealed class ConnectionShares(IOptions<LimitOptions> options, TrustedProxies proxies)
{
    private readonly int _limit = options.Value.MaxConnectionsPerClient;
    private readonly Shares<ClientNetwork> _open = new();

    public ConnectionDelegate Guard(ConnectionDelegate next) => connection =>
        connection.RemoteEndPoint is IPEndPoint { Address: var address } && !IsForMany(address) ? HoldAsync(connection, address, next) : next(connection);

    private async Task HoldAsync(ConnectionContext connection, IPAddress address, ConnectionDelegate next)
    {
        var client = ClientNetwork.Of(address);
        if (!_open.TryOpen(client, _limit))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            _open.Close(client);
        }
    }

    // Connections of a proxy are its many clients'; from this machine come proxies, health checks and people who test.
    private bool IsForMany(IPAddress address) => IPAddress.IsLoopback(address) || proxies.Contain(address);
}
