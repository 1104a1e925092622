namespace Orders.Gateway.Limiting;

/// <summary>So many permits in a time, and so many at once after a rest; in timestamp ticks of a clock.</summary>
internal readonly record struct Rate(long TicksPerPermit, long TicksPerBucket)
{
    public static Rate Of(double permits, TimeSpan per, int burst, TimeProvider time)
    {
        var ticks = Math.Max(1, (long)(per.TotalSeconds * time.TimestampFrequency / permits));
        return new Rate(ticks, ticks * burst);
    }
}
