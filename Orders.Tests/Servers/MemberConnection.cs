using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

using Orders.AppHost.Embedded.Kafka;

namespace Orders.Tests.Servers;

/// <summary>
/// A connection to a broker that speaks the group protocol's first versions itself, for what no client does on purpose. Source: Kafka's protocol guide,
/// JoinGroup, SyncGroup and Heartbeat, version 0.
/// </summary>
internal sealed class MemberConnection(string bootstrapServers, string group, string member) : IDisposable
{
    private const string Protocol = "any";

    private readonly Socket _socket = Connect(IPEndPoint.Parse(bootstrapServers));
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }

    /// <summary>Asks to join.</summary>
    public Task JoinAsync(TimeSpan sessionTimeout) => SendAsync(RequestKind.JoinGroup, body => body
        .Text(group).Number((int)sessionTimeout.TotalMilliseconds).Text(member).Text("consumer").Number(1).Text(Protocol).Bytes(""));

    /// <summary>Asks for this member's assignment.</summary>
    /// <param name="generation">That was joined.</param>
    /// <param name="assignments">Of each member, from the group's leader; none from the others.</param>
    public Task SyncAsync(int generation, params (string Member, string Assignment)[] assignments) => SendAsync(RequestKind.SyncGroup, body =>
    {
        body.Text(group).Number(generation).Text(member).Number(assignments.Length);
        foreach (var (who, what) in assignments)
        {
            body.Text(who).Bytes(what);
        }
    });

    /// <summary>Whatever the answer is.</summary>
    public async Task HeartbeatAsync(int generation)
    {
        await SendAsync(RequestKind.Heartbeat, body => body.Text(group).Number(generation).Text(member));
        await AnswerAsync();
    }

    /// <summary>The generation that was joined.</summary>
    public async Task<int> JoinedAsync()
    {
        var answer = await AnswerAsync();
        Assert.Equal(0, BinaryPrimitives.ReadInt16BigEndian(answer));
        return BinaryPrimitives.ReadInt32BigEndian(answer.AsSpan(sizeof(short)));
    }

    /// <summary>The assignment.</summary>
    public async Task<string> SyncedAsync()
    {
        var answer = await AnswerAsync();
        Assert.Equal(0, BinaryPrimitives.ReadInt16BigEndian(answer));
        var assignment = answer.AsSpan(sizeof(short));
        return Encoding.UTF8.GetString(assignment.Slice(sizeof(int), BinaryPrimitives.ReadInt32BigEndian(assignment)));
    }

    /// <summary>Waits until the broker has closed the connection. Nothing must have been asked.</summary>
    public async Task ClosedAsync() => Assert.Equal(0, await _socket.ReceiveAsync(new byte[1], _patience.Token));

    private static Socket Connect(IPEndPoint broker)
    {
        var socket = new Socket(broker.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(broker);
        return socket;
    }

    private async Task SendAsync(RequestKind kind, Action<Body> write)
    {
        var body = new Body();
        body.Short((short)kind).Short(0).Number(1).Text("test");
        write(body);
        await _socket.SendAsync(body.Frame(), _patience.Token);
    }

    /// <summary>The next answer without its length and correlation id.</summary>
    private async Task<byte[]> AnswerAsync()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(await ReadAsync(sizeof(int)));
        return (await ReadAsync(length))[sizeof(int)..];
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        var buffer = new byte[length];
        for (var have = 0; have < length;)
        {
            var more = await _socket.ReceiveAsync(buffer.AsMemory(have), _patience.Token);
            Assert.True(more > 0, "The broker closed the connection.");
            have += more;
        }

        return buffer;
    }

    /// <summary>A request in the protocol's big-endian types.</summary>
    private sealed class Body
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public Body Short(short value)
        {
            BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), value);
            _bytes.Advance(sizeof(short));
            return this;
        }

        public Body Number(int value)
        {
            BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
            _bytes.Advance(sizeof(int));
            return this;
        }

        public Body Text(string value)
        {
            Short((short)Encoding.UTF8.GetByteCount(value));
            Encoding.UTF8.GetBytes(value, _bytes);
            return this;
        }

        public Body Bytes(string value)
        {
            Number(Encoding.UTF8.GetByteCount(value));
            Encoding.UTF8.GetBytes(value, _bytes);
            return this;
        }

        /// <summary>The request behind its length.</summary>
        public byte[] Frame()
        {
            var frame = new byte[sizeof(int) + _bytes.WrittenCount];
            BinaryPrimitives.WriteInt32BigEndian(frame, _bytes.WrittenCount);
            _bytes.WrittenSpan.CopyTo(frame.AsSpan(sizeof(int)));
            return frame;
        }
    }
}
