using Orders.QueryApi.Caching;

namespace Orders.QueryApi.Watching;

/// <summary>An order that somebody watches, and everybody who does.</summary>
internal sealed class WatchedOrder(string uid)
{
    private readonly Lock _lock = new();
    private readonly HashSet<OrderWatcher> _watchers = new(1);
    private long _version;
    private long _verifiedAt = CachedOrder.Unproven;
    private long _doubtedAt = CachedOrder.Unproven;
    private bool _abandoned;

    public string Uid => uid;

    /// <summary>The highest version that was offered to the watchers.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>When the query was sent that last found this version or a lower one current; see <see cref="CachedOrder.VerifiedAt"/>.</summary>
    public long VerifiedAt => Interlocked.Read(ref _verifiedAt);

    /// <returns>False when the last watcher has just left and this is not in use any more.</returns>
    public bool TryAdd(OrderWatcher watcher)
    {
        lock (_lock)
        {
            return !_abandoned && _watchers.Add(watcher);
        }
    }

    /// <returns>Whether that was the last one, after which nobody can join.</returns>
    public bool Remove(OrderWatcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
            _abandoned = _watchers.Count == 0;
            return _abandoned;
        }
    }

    /// <summary>Offers a version to all watchers.</summary>
    /// <returns>How many versions were left out for slow ones.</returns>
    public int Offer(OrderChange change)
    {
        lock (_lock)
        {
            if (change.Version <= _version)
            {
                return 0;
            }

            Interlocked.Exchange(ref _version, change.Version);
            return _watchers.Sum(watcher => watcher.Offer(change));
        }
    }

    /// <summary>The order was found somewhere: offers it as far as it is news, and remembers the proof that came with it.</summary>
    public int Offer(CachedOrder order)
    {
        lock (_lock)
        {
            // A higher version that is here became current after the one that was proven: the proof bounds its age too.
            if (order.VerifiedAt > _doubtedAt)
            {
                Interlocked.Exchange(ref _verifiedAt, Math.Max(_verifiedAt, order.VerifiedAt));
            }
        }

        return Offer(new OrderChange(order.Version, order.Document));
    }

    /// <summary>Something happened to the order that nobody could read: only the database knows, asked from now on.</summary>
    public void Doubt(long now)
    {
        lock (_lock)
        {
            _doubtedAt = now;
            Interlocked.Exchange(ref _verifiedAt, CachedOrder.Unproven);
        }
    }

    public void Beat(int turn) => ForEach(watcher => watcher.Beat(turn));

    public void End() => ForEach(watcher => watcher.End());

    private void ForEach(Action<OrderWatcher> act)
    {
        lock (_lock)
        {
            foreach (var watcher in _watchers)
            {
                act(watcher);
            }
        }
    }
}
