namespace Orders.QueryApi.History;

/// <summary>One version of an order.</summary>
/// <param name="ChangedAt">When it became the current one; UTC.</param>
internal readonly record struct OrderVersion(long Version, DateTime ChangedAt, byte[] Document);
