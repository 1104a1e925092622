namespace Orders.QueryApi.Caching;

/// <summary>Counts since the start, and the present size.</summary>
internal readonly record struct ShardStatistics(int Items, long Bytes, long Hits, long Misses, long Evictions)
{
    public static ShardStatistics operator +(ShardStatistics a, ShardStatistics b) =>
        new(a.Items + b.Items, a.Bytes + b.Bytes, a.Hits + b.Hits, a.Misses + b.Misses, a.Evictions + b.Evictions);
}
