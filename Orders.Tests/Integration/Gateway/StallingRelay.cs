using System.Net;
using System.Net.Sockets;

namespace Orders.Tests.Integration.Gateway;

/// <summary>Passes connections on, until it goes silent on those that it has: what a machine that lost its power looks like from outside.</summary>
internal sealed class StallingRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _connections = [];
    private readonly int _port;
    private readonly Task _accepting;
    private TaskCompletionSource _flow = Flowing();

    /// <param name="port">Where it passes them on to, on the loopback.</param>
    public StallingRelay(int port)
    {
        _port = port;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://{_listener.LocalEndpoint}";

    /// <summary>From now on nothing comes through on the connections that there are, and none of them is closed. New ones work.</summary>
    public void Stall() => _flow = Flowing();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll([_accepting, .. _connections]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static TaskCompletionSource Flowing() => new();

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            _connections.Add(PassOnAsync(client));
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var from = client;
        using var to = new TcpClient();
        await to.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
        var flow = _flow;
        await Task.WhenAny(CopyAsync(from.GetStream(), to.GetStream(), flow), CopyAsync(to.GetStream(), from.GetStream(), flow));
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, TaskCompletionSource flow)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (flow != _flow)
            {
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }
}
