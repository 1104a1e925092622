namespace Orders.Tests.Integration.QueryApi;

/// <summary>The system's time, but its monotonic clock can be put forward: what counts for a while is over at once.</summary>
internal sealed class MovableTime : TimeProvider
{
    private long _advance;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _advance);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _advance, (long)(by.TotalSeconds * TimestampFrequency));
}
