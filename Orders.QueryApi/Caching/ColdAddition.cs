namespace Orders.QueryApi.Caching;

/// <summary>What became of an order that the warm-up offered for the cold end.</summary>
internal enum ColdAddition
{
    Added,

    /// <summary>The key was there already, or the order is larger than the shard: there may be room for the next one.</summary>
    Skipped,

    /// <summary>There is no room left; nothing is taken at the cold end from here on.</summary>
    Full,
}
