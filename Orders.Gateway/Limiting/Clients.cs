using System.Collections.Concurrent;

namespace Orders.Gateway.Limiting;

/// <summary>
/// The clients of late. However many addresses ask, there are never more than <paramref name="capacity"/> (but for those that threads add at the
/// same moment): those at rest are forgotten first, and when there are none, newcomers share one client's permits.
/// </summary>
/// <remarks>
/// The framework's partitioned limiter keeps a queue and a lock for each client, visits all of them ten times a second, and has no upper bound.
/// </remarks>
internal sealed class Clients(int capacity, TimeProvider time)
{
    private readonly ConcurrentDictionary<ClientNetwork, Client> _clients = [];
    private readonly Client _newcomers = new();
    private readonly Lock _sweeping = new();
    private int _count;
    private long _nextSweep;

    public int Count => Volatile.Read(ref _count);

    public Client Of(ClientNetwork network)
    {
        if (_clients.TryGetValue(network, out var known))
        {
            return known;
        }

        if (Count >= capacity)
        {
            ForgetRested();
            if (Count >= capacity)
            {
                return _newcomers;
            }
        }

        var added = new Client();
        var client = _clients.GetOrAdd(network, added);
        if (client == added)
        {
            Interlocked.Increment(ref _count);
        }

        return client;
    }

    // A visit to each costs milliseconds: once a second, by one thread, while the others go on.
    private void ForgetRested()
    {
        if (!_sweeping.TryEnter())
        {
            return;
        }

        try
        {
            var now = time.GetTimestamp();
            if (now < _nextSweep)
            {
                return;
            }

            _nextSweep = now + time.TimestampFrequency;
            foreach (var (network, client) in _clients)
            {
                // Somebody may take a permit from it just now; it is lost, which gives that client one request more.
                if (client.IsRested(now) && _clients.TryRemove(network, out _))
                {
                    Interlocked.Decrement(ref _count);
                }
            }
        }
        finally
        {
            _sweeping.Exit();
        }
    }
}
