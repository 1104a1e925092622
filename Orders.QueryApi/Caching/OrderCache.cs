using System.Numerics;

namespace Orders.QueryApi.Caching;

/// <summary>
/// The cached orders: least recently used first out, never more than <c>maxBytes</c>. Safe for concurrent use.
/// One shard for each 64 MB, at most 16: a cache below 128 MB is strictly least-recently-used as a whole, a larger one in
/// each shard, where a single order is a tiny part.
/// </summary>
internal sealed class OrderCache
{
    private const long BytesPerShard = 64 * 1024 * 1024;
    private const long MaxShards = 16;

    private readonly LruShard[] _shards;

    public OrderCache(long maxBytes)
    {
        var count = 1 << BitOperations.Log2((ulong)Math.Clamp(maxBytes / BytesPerShard, 1, MaxShards));
        _shards = new LruShard[count];
        for (var i = 0; i < count; i++)
        {
            _shards[i] = new LruShard(maxBytes / count);
        }
    }

    public int ShardCount => _shards.Length;

    /// <inheritdoc cref="LruShard.ColdEndClosed"/>
    public bool ColdEndClosed => Array.TrueForAll(_shards, shard => shard.ColdEndClosed);

    public ShardStatistics Statistics => _shards.Aggregate(default(ShardStatistics), (sum, shard) => sum + shard.Statistics);

    /// <inheritdoc cref="LruShard.TryGet"/>
    public bool TryGet(string uid, out CachedOrder order) => ShardOf(uid, out var hash).TryGet(uid, hash, out order);

    /// <inheritdoc cref="LruShard.TryPeek"/>
    public bool TryPeek(string uid, out CachedOrder order) => ShardOf(uid, out var hash).TryPeek(uid, hash, out order);

    /// <inheritdoc cref="LruShard.Offer"/>
    public bool Offer(string uid, byte[] document, long version) => ShardOf(uid, out var hash).Offer(uid, hash, document, version);

    /// <inheritdoc cref="LruShard.Store"/>
    public void Store(string uid, CachedOrder order) => ShardOf(uid, out var hash).Store(uid, hash, order);

    /// <inheritdoc cref="LruShard.AddAtColdEnd"/>
    public ColdAddition AddAtColdEnd(string uid, CachedOrder order) => ShardOf(uid, out var hash).AddAtColdEnd(uid, hash, order);

    /// <inheritdoc cref="LruShard.Remove"/>
    public void Remove(string uid) => ShardOf(uid, out var hash).Remove(uid, hash);

    // The shard comes from the top bits: the lower ones choose the bucket in it.
    private LruShard ShardOf(string uid, out int hash)
    {
        hash = uid.GetHashCode(StringComparison.Ordinal);
        return _shards[(int)(((ulong)(uint)hash * (uint)_shards.Length) >> 32)];
    }
}
