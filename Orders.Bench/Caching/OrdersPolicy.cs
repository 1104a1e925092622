using System.Globalization;

using Orders.QueryApi.Caching;

namespace Orders.Bench.Caching;

/// <summary>The cache of the query API itself.</summary>
internal sealed class OrdersPolicy(long capacity) : Policy(capacity)
{
    private readonly OrderCache _cache = new(capacity);

    public override bool Ask(int key, int size)
    {
        var uid = key.ToString("x8", CultureInfo.InvariantCulture);
        if (_cache.TryGet(uid, out _))
        {
            return true;
        }

        // Its own count of an entry includes what surrounds the document.
        _cache.Store(uid, new CachedOrder(new byte[size - LruShard.OverheadBytes - (2 * uid.Length)], 1, CachedOrder.Unproven));
        return false;
    }
}
