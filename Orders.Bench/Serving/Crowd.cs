using System.Net.Sockets;
using System.Text;

using Orders.Bench.Tools;

namespace Orders.Bench.Serving;

/// <summary>Many clients, each with a connection of its own, who ask for the same at the same time.</summary>
internal static class Crowd
{
    /// <summary>All connections are open before the first one asks. Returns when all have the whole answer.</summary>
    /// <exception cref="CommandException">One of the answers was no 200.</exception>
    public static async Task AskAsync(Uri address, int clients, CancellationToken cancellationToken)
    {
        var sockets = new List<Socket>();
        try
        {
            for (var number = 0; number < clients; number++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(address.Host, address.Port, cancellationToken);
            }

            var request = Encoding.ASCII.GetBytes($"GET {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: close\r\n\r\n");
            foreach (var socket in sockets)
            {
                await socket.SendAsync(request, cancellationToken);
            }

            var answers = await Task.WhenAll(sockets.Select(socket => ReadAsync(socket, cancellationToken)));
            if (Array.Find(answers, answer => !answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)) is { } bad)
            {
                throw new CommandException($"{address} answered {bad.Split('\r')[0]}.");
            }
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static async Task<string> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
