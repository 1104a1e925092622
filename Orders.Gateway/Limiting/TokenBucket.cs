namespace Orders.Gateway.Limiting;

/// <summary>
/// A bucket of permits as one number: the moment at which it will be full again (the generic cell rate algorithm). No timer fills it, no lock
/// guards it, and a bucket that is full cannot be told from a new one.
/// </summary>
internal sealed class TokenBucket
{
    private long _fullAt;

    public bool IsFull(long now) => Volatile.Read(ref _fullAt) <= now;

    /// <param name="now">A timestamp of the clock that <paramref name="rate"/> was made for.</param>
    /// <param name="wait">When it is empty: ticks until there will be a permit.</param>
    public bool TryTake(Rate rate, long now, out long wait)
    {
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var fullAgainAt = Math.Max(fullAt, now) + rate.TicksPerPermit;
            wait = fullAgainAt - now - rate.TicksPerBucket;
            if (wait > 0)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _fullAt, fullAgainAt, fullAt) == fullAt)
            {
                wait = 0;
                return true;
            }
        }
    }
}
