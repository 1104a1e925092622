namespace Orders.Contracts.Validation;

/// <summary>Dates as RFC 3339 writes them, strictly: <c>2021-11-26T06:22:19.5+03:00</c>.</summary>
internal static class Rfc3339
{
    private const int SecondEnd = 19;

    /// <summary>
    /// Gives the instant in UTC, cut (not rounded) to microseconds, PostgreSQL's resolution.
    /// A leap second (<c>:60</c>, only where UTC may have one: the end of a month) is the second after it, as in Unix time.
    /// False as well for an instant outside the years 1 to 9999 in UTC.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset utc)
    {
        utc = default;
        if (text.Length <= SecondEnd
            || !TryDigits(text[..4], out var year) || text[4] != '-'
            || !TryDigits(text[5..7], out var month) || text[7] != '-'
            || !TryDigits(text[8..10], out var day) || text[10] is not ('T' or 't')
            || !TryDigits(text[11..13], out var hour) || text[13] != ':'
            || !TryDigits(text[14..16], out var minute) || text[16] != ':'
            || !TryDigits(text[17..SecondEnd], out var second)
            || !TryFraction(text[SecondEnd..], out var microseconds, out var zone)
            || !TryOffset(zone, out var offsetMinutes))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var leap = second == 60;
        var local = new DateTime(year, month, day, hour, minute, leap ? 59 : second, DateTimeKind.Utc);
        var ticks = local.Ticks - (offsetMinutes * TimeSpan.TicksPerMinute);
        if (leap)
        {
            ticks += TimeSpan.TicksPerSecond;
        }

        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks || (leap && !IsFirstOfMonth(ticks)))
        {
            return false;
        }

        utc = new DateTimeOffset(ticks + (microseconds * TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        return true;
    }

    private static bool IsFirstOfMonth(long ticks)
    {
        var instant = new DateTime(ticks, DateTimeKind.Utc);
        return instant.Day == 1 && instant.TimeOfDay == TimeSpan.Zero;
    }

    // At least one digit after the point, any number of them.
    private static bool TryFraction(ReadOnlySpan<char> text, out int microseconds, out ReadOnlySpan<char> rest)
    {
        microseconds = 0;
        rest = text;
        if (text[0] != '.')
        {
            return true;
        }

        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 1)
        {
            return false;
        }

        for (var i = 1; i <= 6; i++)
        {
            microseconds = (microseconds * 10) + (i <= digits ? text[i] - '0' : 0);
        }

        rest = text[(1 + digits)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> zone, out int minutes)
    {
        minutes = 0;
        if (zone is "Z" or "z")
        {
            return true;
        }

        if (zone.Length != 6 || zone[0] is not ('+' or '-') || zone[3] != ':'
            || !TryDigits(zone[1..3], out var hours) || !TryDigits(zone[4..], out var rest) || hours > 23 || rest > 59)
        {
            return false;
        }

        minutes = (zone[0] == '-' ? -1 : 1) * ((hours * 60) + rest);
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            value = (value * 10) + (c - '0');
        }

        return true;
    }
}
