using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Orders.Chaos.Requests.Measuring;

/// <summary>
/// Makes a .NET process collect all its garbage, through the port that the runtime opens for diagnostic tools
/// (github.com/dotnet/diagnostics, documentation/design-docs/ipc-protocol.md): the runtime does so when a session begins to trace the heap.
/// </summary>
internal static class FullCollection
{
    private const byte EventPipe = 0x02;
    private const byte Stop = 0x01;
    private const byte CollectTracing = 0x02;
    private const int HeaderBytes = 20;
    private const uint NetTrace = 1;
    private const uint BufferMegabytes = 16;
    private const uint Informational = 4;
    private const ulong HeapCollect = 0x80_0000;
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    private static ReadOnlySpan<byte> Magic => "DOTNET_IPC_V1\0"u8;

    public static async Task InduceAsync(int processId, CancellationToken cancellationToken)
    {
        var pattern = string.Create(CultureInfo.InvariantCulture, $"dotnet-diagnostic-{processId}-*-socket");
        var path = Directory.GetFiles(Path.GetTempPath(), pattern).MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new FileNotFoundException($"Process {processId} has no diagnostics port: is DOTNET_EnableDiagnostics=0 set?");
        using var session = await ConnectAsync(path, cancellationToken);
        await session.SendAsync(Message(CollectTracing, Session()), cancellationToken);
        var started = new byte[HeaderBytes + sizeof(ulong)];
        await ReadAsync(session, started, cancellationToken);

        // The collection is over before the runtime takes the next command, and that is over when the trace has been read to its end.
        using var other = await ConnectAsync(path, cancellationToken);
        await other.SendAsync(Message(Stop, started[HeaderBytes..]), cancellationToken);
        await DrainAsync(session, cancellationToken);
        await ReadAsync(other, new byte[HeaderBytes], cancellationToken);
    }

    private static async Task<Socket> ConnectAsync(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static byte[] Message(byte command, byte[] payload)
    {
        var message = new byte[HeaderBytes + payload.Length];
        Magic.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(Magic.Length), (ushort)message.Length);
        message[Magic.Length + 2] = EventPipe;
        message[Magic.Length + 3] = command;
        payload.CopyTo(message, HeaderBytes);
        return message;
    }

    private static byte[] Session()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(BufferMegabytes);
        writer.Write(NetTrace);
        writer.Write(1);
        writer.Write(HeapCollect);
        writer.Write(Informational);
        foreach (var text in (string[])[Runtime, ""])
        {
            writer.Write(text.Length + 1);
            writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
        }

        return bytes.ToArray();
    }

    private static async Task ReadAsync(Socket socket, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            var count = await socket.ReceiveAsync(target, cancellationToken);
            target = count > 0 ? target[count..] : throw new EndOfStreamException("The diagnostics port closed the connection.");
        }
    }

    private static async Task DrainAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        while (await socket.ReceiveAsync(buffer, cancellationToken) > 0)
        {
        }
    }
}
