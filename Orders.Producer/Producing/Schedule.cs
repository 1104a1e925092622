namespace Orders.Producer.Producing;

/// <summary>
/// How many messages are due. Counted from the start and not from tick to tick, so that late timers and fractions
/// never add up to a drift. Not thread-safe.
/// </summary>
internal sealed class Schedule(double perSecond, TimeProvider clock)
{
    /// <summary>After a pause no more than this is caught up: what comes back should not be met with a flood.</summary>
    private static readonly TimeSpan LongestCatchUp = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(100);

    private long _start = clock.GetTimestamp();
    private long _taken;

    public bool IsUnlimited => perSecond == 0;

    /// <summary>How often to look.</summary>
    public TimeSpan Tick => IsUnlimited ? ShortestTick : TimeSpan.FromSeconds(Math.Clamp(1 / perSecond, ShortestTick.TotalSeconds, LongestTick.TotalSeconds));

    /// <summary>Takes one message from those that are due now; false when none is.</summary>
    public bool TryTake()
    {
        if (IsUnlimited)
        {
            return true;
        }

        var elapsed = clock.GetElapsedTime(_start);
        var late = elapsed - TimeSpan.FromSeconds(_taken / perSecond);
        if (late < TimeSpan.Zero)
        {
            return false;
        }

        if (late > LongestCatchUp)
        {
            _start = clock.GetTimestamp() - (long)(LongestCatchUp.TotalSeconds * clock.TimestampFrequency);
            _taken = 0;
        }

        _taken++;
        return true;
    }
}
