namespace Orders.QueryApi.Following;

/// <summary>Durations in the unit of <see cref="TimeProvider.GetTimestamp"/>.</summary>
internal static class TimestampTicks
{
    public static long From(TimeSpan duration, TimeProvider time) =>
        (long)(duration.TotalSeconds * time.TimestampFrequency);
}
