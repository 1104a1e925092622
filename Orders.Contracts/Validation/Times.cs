namespace Orders.Contracts.Validation;

internal static class Times
{
    /// <summary>Clocks differ and time zones get mixed up; more than this is a mistake.</summary>
    private static readonly TimeSpan FarthestAhead = TimeSpan.FromDays(1);

    private static readonly long EarliestUnixSecond = DateTimeOffset.MinValue.ToUnixTimeSeconds();

    public static bool IsNotTooFarAhead(DateTimeOffset instant, DateTimeOffset now) => instant - now <= FarthestAhead;

    public static bool IsUnixTime(long seconds) => seconds >= EarliestUnixSecond;

    public static bool IsNotTooFarAhead(long unixSeconds, DateTimeOffset now) =>
        (Int128)unixSeconds - now.ToUnixTimeSeconds() <= (long)FarthestAhead.TotalSeconds;
}
