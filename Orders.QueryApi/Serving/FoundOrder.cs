using Orders.QueryApi.Caching;

namespace Orders.QueryApi.Serving;

/// <summary>How an order was found, or why not.</summary>
internal enum Finding
{
    /// <summary>In the cache, and current.</summary>
    Hit,

    /// <summary>In the database.</summary>
    Miss,

    /// <summary>In the cache; nothing could prove that it is current, because the database is away.</summary>
    Stale,

    NotFound,

    /// <summary>Not in the cache, and the database is away.</summary>
    Unavailable,
}

internal readonly record struct FoundOrder(Finding Finding, CachedOrder Order = default);
