namespace Orders.QueryApi.Following;

/// <summary>
/// Knows until when the cache as a whole can be trusted. One thread writes (the follower), any number read.
/// Timestamps are those of a <see cref="TimeProvider"/>.
/// </summary>
/// <remarks>
/// A heartbeat for partition p of <c>orders</c> proves, once everything before it has been applied here, that the cache is
/// as new as the database was for p when the heartbeat was made. It counts for <paramref name="maxStaleness"/> from then.
/// The cache is trusted while one counts for every partition. It extends only to entries whose version was read from the
/// database after this instance began to follow: it cannot know what it missed before.
/// </remarks>
/// <param name="maxStaleness">In timestamp ticks.</param>
internal sealed class TrustClock(long maxStaleness)
{
    private const long Never = long.MinValue;

    private long[] _provenUntil = [];
    private long _trustedUntil = Never;
    private long _continuousSince = long.MaxValue;

    /// <summary>For how many partitions no heartbeat counts at the moment, and of how many: none are known before the first heartbeat.</summary>
    public (int Silent, int All) Silence(long now)
    {
        var provenUntil = Volatile.Read(ref _provenUntil);
        return (provenUntil.Count(until => until <= now), provenUntil.Length);
    }

    /// <summary>Whether an entry may be served without asking the database.</summary>
    /// <param name="verifiedAt">When the query was sent that found the entry, or a lower version of it, current.</param>
    public bool IsFresh(long verifiedAt, long now)
    {
        // In this order: Restart writes them in the other, so a new start is never combined with an old heartbeat.
        var trustedUntil = Volatile.Read(ref _trustedUntil);
        var continuousSince = Volatile.Read(ref _continuousSince);
        return (now < trustedUntil && verifiedAt >= continuousSince) || verifiedAt > now - maxStaleness;
    }

    public bool IsTrusted(long now) => now < Volatile.Read(ref _trustedUntil);

    /// <summary>From here on every change will be seen: what was read from the database before is to be compared with it once.</summary>
    public void Continuous(long since) => Volatile.Write(ref _continuousSince, since);

    /// <summary>Changes may go missing from now on: forgets all heartbeats.</summary>
    public void Break()
    {
        Volatile.Write(ref _continuousSince, long.MaxValue);
        Array.Fill(_provenUntil, Never);
        Volatile.Write(ref _trustedUntil, Never);
    }

    /// <param name="partition">The partition of <c>orders</c> that the heartbeat speaks for.</param>
    /// <param name="partitionCount">How many <c>orders</c> has, as the latest heartbeat says.</param>
    /// <param name="age">
    /// How long ago it was made, from the clocks of two machines: slightly negative is none at all. From further ahead than a heartbeat counts
    /// it proves nothing, because then its real age is anybody's guess; so clocks that differ add at most that much to what is served as fresh.
    /// </param>
    public void Heartbeat(int partition, int partitionCount, long age, long now)
    {
        if (Math.Abs(age) >= maxStaleness || partition >= partitionCount)
        {
            return;
        }

        if (_provenUntil.Length != partitionCount)
        {
            Resize(partitionCount);
        }

        // The clocks of two owners may differ: what has been proven stays proven.
        _provenUntil[partition] = Math.Max(_provenUntil[partition], now + maxStaleness - Math.Max(age, 0));
        Volatile.Write(ref _trustedUntil, _provenUntil.Min());
    }

    private void Resize(int partitionCount)
    {
        var resized = new long[partitionCount];
        Array.Fill(resized, Never);
        Array.Copy(_provenUntil, resized, Math.Min(_provenUntil.Length, partitionCount));
        Volatile.Write(ref _provenUntil, resized);
    }
}
