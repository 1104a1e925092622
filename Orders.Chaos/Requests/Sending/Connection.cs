using System.Net;
using System.Net.Sockets;

namespace Orders.Chaos.Requests.Sending;

/// <summary>A bare connection: bytes go out as they are, and what comes is read a line or a length at a time.</summary>
internal sealed class Connection : IDisposable
{
    private const int LongestLine = 64 * 1024;
    private const int ShortestBuffer = 4 * 1024;

    private readonly Socket _socket;

    // Thousands of connections wait for nothing.
    private byte[] _buffer = [];
    private int _start;
    private int _end;

    private Connection(Socket socket) => _socket = socket;

    /// <summary>Whether there is something that nobody has read.</summary>
    public bool HasMore => _end > _start || _socket.Available > 0;

    /// <summary>Whether the other side has ended it, as far as is known without reading.</summary>
    public bool IsClosed => _socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0;

    public static async Task<Connection> OpenAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server, cancellationToken);
            return new Connection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>False when the server has closed the connection already.</returns>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
            }

            return true;
        }
        catch (SocketException)
        {
            // What it said before may still be there to be read.
            return false;
        }
    }

    /// <summary>Says that nothing more will come from here.</summary>
    public void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server has gone first.
        }
    }

    /// <summary>Ends the connection without an orderly goodbye.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <returns>The line without its end; null at the end of the connection.</returns>
    public async Task<byte[]?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (end >= 0)
            {
                if (end == 0 || _buffer[_start + end - 1] != '\r')
                {
                    throw new MalformedAnswerException("A line does not end with CR LF.");
                }

                var line = _buffer[_start..(_start + end - 1)];
                _start += end + 1;
                return line;
            }

            if (_end - _start >= LongestLine)
            {
                throw new MalformedAnswerException("A line is too long.");
            }

            if (!await TryFillAsync(cancellationToken))
            {
                return _end == _start ? null : throw MalformedAnswerException.Truncated("The connection ended within a line.");
            }
        }
    }

    /// <returns>False when the connection ended before.</returns>
    public async Task<bool> TryReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            if (_start == _end && !await TryFillAsync(cancellationToken))
            {
                return false;
            }

            var some = Math.Min(target.Length, _end - _start);
            _buffer.AsMemory(_start, some).CopyTo(target);
            _start += some;
            target = target[some..];
        }

        return true;
    }

    public async Task<byte[]> ReadToEndAsync(CancellationToken cancellationToken)
    {
        var all = new MemoryStream();
        do
        {
            all.Write(_buffer.AsSpan(_start.._end));
            _start = _end;
        }
        while (await TryFillAsync(cancellationToken));
        return all.ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> TryFillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(ShortestBuffer, 2 * _buffer.Length));
        }

        try
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
