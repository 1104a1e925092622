using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orders.Tests.Integration.Gateway;

/// <summary>A client that sends exactly what it is told to: half a request, a slow one, or one that no library would make.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

    public static Task<RawClient> ConnectAsync(RunningGateway gateway) => ConnectAsync(new IPEndPoint(IPAddress.Loopback, gateway.Public.BaseAddress!.Port));

    public static async Task<RawClient> ConnectAsync(IPEndPoint server, int? receiveBufferBytes = null)
    {
        var client = new RawClient();
        if (receiveBufferBytes is { } bytes)
        {
            client._socket.ReceiveBufferSize = bytes;
        }

        await client._socket.ConnectAsync(server);
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes);

    /// <summary>Sends it and reads until the server closes.</summary>
    public async Task<string> AskAsync(string text)
    {
        try
        {
            await SendAsync(text);
        }
        catch (SocketException closed) when (closed.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            // Before it was sent; what was answered, if anything, is there to be read.
        }

        return await ReadToEndAsync();
    }

    /// <summary>All that comes until the server closes, in whichever way.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, deadline.Token) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            // Closed with data of ours unread.
        }

        return text.ToString();
    }

    /// <summary>What has come, as soon as something has.</summary>
    public async Task<string> ReadSomeAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var buffer = new byte[16 * 1024];
        return Encoding.Latin1.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, deadline.Token));
    }

    /// <summary>All that comes until the server closes, while the client goes on sending, ten drops a second.</summary>
    public async Task<string> ReadWhileDrippingAsync(string drop)
    {
        var reading = ReadToEndAsync();
        while (await Task.WhenAny(reading, Task.Delay(100)) != reading)
        {
            try
            {
                await SendAsync(drop);
            }
            catch (SocketException)
            {
                // Cut off; the rest of the answer may still come.
                break;
            }
        }

        return await reading;
    }

    public void Dispose() => _socket.Dispose();
}
