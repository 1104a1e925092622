using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Orders.QueryApi.Watching;

/// <summary>Who watches which order. The follower's thread offers changes, each stream adds and removes itself.</summary>
internal sealed class OrderWatchers(IOptions<WatchingOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, WatchedOrder> _orders = new(StringComparer.Ordinal);
    private int _open;
    private int _number;
    private volatile bool _closed;

    public int Open => Volatile.Read(ref _open);

    public IEnumerable<WatchedOrder> Orders => _orders.Select(pair => pair.Value);

    /// <summary>From here on no change of the order is missed; what it is now is for the caller to find out, afterwards.</summary>
    /// <returns>Null when there are too many streams already.</returns>
    public Watch? TryWatch(string uid)
    {
        if (Interlocked.Increment(ref _open) > options.Value.MaxStreams)
        {
            Interlocked.Decrement(ref _open);
            return null;
        }

        var watcher = new OrderWatcher(Interlocked.Increment(ref _number) & int.MaxValue);
        WatchedOrder order;
        do
        {
            order = _orders.GetOrAdd(uid, static key => new WatchedOrder(key));
        }
        while (!order.TryAdd(watcher));

        if (_closed)
        {
            watcher.End();
        }

        return new Watch(order, watcher, this);
    }

    /// <summary>Call for a broadcast after the cache has it: whoever begins to watch and looks there afterwards has seen it.</summary>
    public void Offer(string uid, long version, byte[] document)
    {
        if (_orders.TryGetValue(uid, out var order))
        {
            WatchingMetrics.LeftOut(order.Offer(new OrderChange(version, document)));
        }
    }

    public void Doubt(string uid)
    {
        if (_orders.TryGetValue(uid, out var order))
        {
            order.Doubt(time.GetTimestamp());
        }
    }

    public void Beat(int turn)
    {
        foreach (var order in Orders)
        {
            order.Beat(turn);
        }
    }

    /// <summary>Ends all streams, and those that are still to come.</summary>
    public void Close()
    {
        _closed = true;
        foreach (var order in Orders)
        {
            order.End();
        }
    }

    private void Leave(WatchedOrder order, OrderWatcher watcher)
    {
        if (order.Remove(watcher))
        {
            _orders.TryRemove(KeyValuePair.Create(order.Uid, order));
        }

        Interlocked.Decrement(ref _open);
    }

    /// <summary>One stream's place; disposing of it gives it up.</summary>
    internal sealed class Watch(WatchedOrder order, OrderWatcher watcher, OrderWatchers all) : IDisposable
    {
        public WatchedOrder Order => order;

        public OrderWatcher Watcher => watcher;

        public void Dispose() => all.Leave(order, watcher);
    }
}
