namespace Orders.QueryApi.Watching;

/// <summary>What one stream still has to send. Versions only rise, each comes once.</summary>
/// <remarks>
/// A client that reads too slowly is not waited for: when more than a few versions pile up, only the newest is kept for it. So a stream
/// holds little, and always ends at the current version.
/// </remarks>
/// <param name="number">Chooses its turn among the heartbeats.</param>
internal sealed class OrderWatcher(int number)
{
    /// <summary>Heartbeats go round in so many turns: thousands of streams are not all written to at the same moment.</summary>
    public const int Turns = 10;

    private const int MostVersions = 8;
    private const int MostBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Wakeup _wakeup = new();
    private readonly Queue<OrderChange> _pending = new(1);
    private long _newest;
    private int _pendingBytes;

    // At first, so that a client whose version is current hears at once that it is connected.
    private bool _heartbeatDue = true;
    private bool _ended;

    /// <summary>Takes a version, unless a higher one is here or was sent already.</summary>
    /// <returns>How many versions were left out for it.</returns>
    public int Offer(OrderChange change)
    {
        var leftOut = 0;
        lock (_lock)
        {
            if (change.Version <= _newest || _ended)
            {
                return 0;
            }

            if (_pending.Count > 0 && (_pending.Count >= MostVersions || _pendingBytes + change.Bytes > MostBytes))
            {
                leftOut = _pending.Count;
                _pending.Clear();
                _pendingBytes = 0;
            }

            _newest = change.Version;
            _pending.Enqueue(change);
            _pendingBytes += change.Bytes;
        }

        _wakeup.Signal();
        return leftOut;
    }

    /// <summary>The client has this version: nothing up to it is sent any more.</summary>
    public void Has(long version)
    {
        lock (_lock)
        {
            _newest = Math.Max(_newest, version);
            while (_pending.TryPeek(out var oldest) && oldest.Version <= version)
            {
                _pendingBytes -= _pending.Dequeue().Bytes;
            }
        }
    }

    /// <summary>A heartbeat is due for those whose turn it is; it is left out when there is something else to send.</summary>
    public void Beat(int turn)
    {
        if (number % Turns != turn)
        {
            return;
        }

        lock (_lock)
        {
            _heartbeatDue = true;
        }

        _wakeup.Signal();
    }

    /// <summary>Ends the stream, at once: what is pending is not sent any more.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _pending.Clear();
        }

        _wakeup.Signal();
    }

    /// <summary>Waits for what is to be sent next: a version, or null for a heartbeat.</summary>
    /// <returns>False when the stream is to end.</returns>
    public async ValueTask<(bool GoOn, OrderChange? Change)> NextAsync()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_ended)
                {
                    return (false, null);
                }

                if (_pending.TryDequeue(out var change))
                {
                    _pendingBytes -= change.Bytes;
                    _heartbeatDue = false;
                    return (true, change);
                }

                if (_heartbeatDue)
                {
                    _heartbeatDue = false;
                    return (true, null);
                }
            }

            await _wakeup.WaitAsync();
        }
    }
}
