namespace AgentFlow.JsonSchema.Formats;

/// <summary>Dates and times of RFC 3339.</summary>
internal static class DateFormats
{
    private const int MinutesPerDay = 24 * 60;
    private const int LastMinute = MinutesPerDay - 1;

    public static bool IsDateTime(ReadOnlySpan<char> text) =>
        text.Length > 10 && IsDate(text[..10]) && text[10] is 'T' or 't' && IsTime(text[11..]);

    public static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        var (year, month, day) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..]));
        return year >= 0 && month is >= 1 and <= 12 && day >= 1 && day <= DaysIn(year, month);
    }

    public static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':')
            return false;
        var (hour, minute, second) = (Digits(text[..2]), Digits(text[3..5]), Digits(text[6..8]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 60)
            return false;
        text = text[8..];
        if (text[0] == '.')
        {
            var end = text[1..].IndexOfAnyExceptInRange('0', '9');
            if (end < 1)
                return false;
            text = text[(end + 1)..];
        }
        // A leap second ends a day of UTC, wherever that falls in local time.
        return ReadOffset(text) is { } offset && (second < 60 || (MinutesPerDay + (hour * 60) + minute - offset) % MinutesPerDay == LastMinute);
    }

    /// <summary>The offset from UTC in minutes; null where there is none.</summary>
    private static int? ReadOffset(ReadOnlySpan<char> text)
    {
        if (text is ['Z' or 'z'])
            return 0;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
            return null;
        var (hour, minute) = (Digits(text[1..3]), Digits(text[4..]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59)
            return null;
        var offset = (hour * 60) + minute;
        return text[0] == '-' ? -offset : offset;
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    /// <summary>The number that the digits make, or -1.</summary>
    private static int Digits(ReadOnlySpan<char> text)
    {
        var value = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return -1;
            value = (value * 10) + (c - '0');
        }
        return value;
    }
}
