using System.Globalization;
using System.Text.RegularExpressions;

namespace Orders.Chaos.Messages.Judging;

/// <summary>RFC 3339 in whole Unix seconds, by arithmetic of its own.</summary>
internal static partial class Dates
{
    private const int SecondsOfDay = 86_400;

    /// <summary>The beginning of the year 1.</summary>
    public static readonly long FirstSecond = DaysBefore(1, 1) * SecondsOfDay;

    private static readonly long LastSecond = (DaysBefore(10_000, 1) * SecondsOfDay) - 1;

    /// <summary>False for what RFC 3339 does not allow, and for an instant that is not of the years 1 to 9999 in UTC.</summary>
    public static bool TryParse(string text, out long seconds)
    {
        seconds = 0;
        if (DateTimeText().Match(text) is not { Success: true } match)
        {
            return false;
        }

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
        var (year, month, day, second) = (Part("year"), Part("month"), Part("day"), Part("second"));
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DaysIn(year, month))
        {
            return false;
        }

        var offset = match.Groups["sign"].Success ? ((Part("hours") * 60) + Part("minutes")) * (match.Groups["sign"].Value == "-" ? -60 : 60) : 0;
        seconds = ((DaysBefore(year, month) + day - 1) * SecondsOfDay) + (Part("hour") * 3600) + (Part("minute") * 60) + second - offset;

        // UTC has leap seconds only at the end of a month, so the second after one begins a month.
        return seconds >= FirstSecond && seconds <= LastSecond && (second < 60 || BeginsMonth(year, seconds));
    }

    private static bool BeginsMonth(int year, long seconds)
    {
        for (var month = 0; month <= 12; month++)
        {
            // December's last second begins the next year.
            if (seconds == DaysBefore(year + (month / 12), 1 + (month % 12)) * SecondsOfDay)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>From 1 January 1970 until the month begins.</summary>
    private static long DaysBefore(int year, int month)
    {
        var before = year - 1;
        var days = (365L * before) + (before / 4) - (before / 100) + (before / 400);
        for (var earlier = 1; earlier < month; earlier++)
        {
            days += DaysIn(year, earlier);
        }

        return days - 719_162;
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    [GeneratedRegex(
        @"\A(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})[Tt](?<hour>[01][0-9]|2[0-3]):(?<minute>[0-5][0-9]):(?<second>[0-5][0-9]|60)(\.[0-9]+)?([Zz]|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3]):(?<minutes>[0-5][0-9]))\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex DateTimeText();
}
