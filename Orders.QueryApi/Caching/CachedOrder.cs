namespace Orders.QueryApi.Caching;

/// <summary>One order as it is sent: the document's UTF-8 bytes, never changed once they are here.</summary>
/// <param name="VerifiedAt">
/// A timestamp of <see cref="TimeProvider"/>: when the query was sent that last found this version in the database,
/// or <see cref="Unproven"/>. The version was current then or later.
/// </param>
internal readonly record struct CachedOrder(byte[] Document, long Version, long VerifiedAt)
{
    /// <summary>Announced by a broadcast only, never compared with the database.</summary>
    public const long Unproven = long.MinValue;
}
