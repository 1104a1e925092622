using System.Globalization;

using Orders.Chaos.Messages.Making;

namespace Orders.Chaos.Messages.Spoiling;

/// <summary>Dates at the limits of the calendar, of the notation and of tomorrow.</summary>
internal static class DateSpoilers
{
    private static readonly string[] Good =
    [
        "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000001Z", "0001-01-01T23:59:00+23:59", "1582-10-10T00:00:00Z", "2000-02-29T00:00:00Z", "2016-12-31T23:59:60Z",
        "2017-01-01T05:29:60+05:30", "2015-06-30T16:59:60.5-07:00", "2021-11-26t06:22:19z", "2021-11-26T06:22:19-00:00", "2021-11-26T06:22:19.000000000000000000001Z",
        "2021-11-26T23:59:59.999999999Z", "1969-12-31T23:59:59Z", "2021-04-01T00:00:00-23:59", "2020-01-31T23:59:60Z",
    ];

    private static readonly string[] Bad =
    [
        "", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2021-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2021-13-01T00:00:00Z", "2021-00-01T00:00:00Z", "2021-04-31T00:00:00Z", "2021-01-00T00:00:00Z", "2021-01-01T24:00:00Z", "2021-01-01T23:60:00Z", "2021-01-01T23:59:61Z",
        "2021-01-15T23:59:60Z", "2021-12-31T22:59:60Z", "2021-01-01T00:00:00", "2021-01-01T00:00Z", "2021-01-01 00:00:00Z", "2021-01-01", "2021-01-01T00:00:00.Z", "2021-01-01T00:00:00,5Z",
        "2021-01-01T00:00:00+0300", "2021-01-01T00:00:00+3:00", "2021-01-01T00:00:00+24:00", "2021-01-01T00:00:00+01:60", "2021-1-1T0:0:0Z", "20210101T000000Z", "1637907727", " 2021-01-01T00:00:00Z",
        "2021-01-01T00:00:00Z ", "2021-01-01T00:00:00Z\n", "٢٠٢١-01-01T00:00:00Z", "2021-01-01T00:00:00\u2212" + "03:00", "Fri, 26 Nov 2021 06:22:19 GMT", "2021-W01-1T00:00:00Z", "2021-01-01T00:00:00[UTC]",
    ];

    public static IReadOnlyList<Spoiler> All { get; } =
    [
        new("rare date", 100, draft => Put(draft, draft.Random.OneOf<string>(Good), "stored")),
        new("impossible date", 120, draft => Put(draft, draft.Random.OneOf<string>(Bad), "date_created invalid_date")),
        new("date of tomorrow", 60, draft => Put(draft, Text(draft, Tomorrow(draft, out var expected)), expected)),
        new("last date of all", 20, draft => Put(draft, draft.Random.OneOf("9999-12-31T23:59:59.999999999Z", "9999-12-31T00:00:00Z"), "date_created in_future")),
        new("payment of tomorrow", 60, draft => PutPayment(draft, Tomorrow(draft, out var expected).ToUnixTimeSeconds(), expected == "stored" ? expected : "payment.payment_dt in_future")),
        new("payment long ago", 40, draft => PutPayment(draft, draft.Random.OneOf(0, -1, -62_135_596_800), "stored")),
        new("payment before the year 1", 40, draft => PutPayment(draft, draft.Random.OneOf(-62_135_596_801, long.MinValue), "payment.payment_dt invalid_unix_time")),
        new("payment in milliseconds", 40, draft => PutPayment(draft, draft.Random.OneOf(1_637_907_727_000, long.MaxValue), "payment.payment_dt in_future")),
    ];

    /// <summary>A day ahead, give or take so much that neither the machine's speed nor the length of a run decides.</summary>
    private static DateTimeOffset Tomorrow(Draft draft, out string expected)
    {
        var tooFar = draft.Random.Next(2) == 0;
        expected = tooFar ? "date_created in_future" : "stored";
        return draft.Now.AddDays(1) + (tooFar ? TimeSpan.FromHours(6) : -TimeSpan.FromMinutes(1));
    }

    private static string Text(Draft draft, DateTimeOffset date) =>
        date.ToOffset(TimeSpan.FromHours(draft.Random.Next(-12, 15))).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static void Put(Draft draft, string text, string expected)
    {
        draft.Order.Set("date_created", Node.Quote(text));
        draft.Expected = expected;
    }

    private static void PutPayment(Draft draft, long seconds, string expected)
    {
        Sums.Set(draft.Order, "payment.payment_dt", seconds);
        draft.Expected = expected;
    }
}
