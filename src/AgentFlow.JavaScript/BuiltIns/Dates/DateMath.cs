namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary>The arithmetic of time values: milliseconds since 1970 in UTC, as the specification lays it down. NaN is an invalid date.</summary>
internal static class DateMath
{
    public const double MsPerSecond = 1000;
    public const double MsPerMinute = 60_000;
    public const double MsPerHour = 3_600_000;
    public const double MsPerDay = 86_400_000;

    /// <summary>The greatest time value: 100 million days from the epoch.</summary>
    public const double MaxTime = 8.64e15;

    /// <summary>The number of the day that a finite time lies in.</summary>
    public static double Day(double time) => Math.Floor(time / MsPerDay);

    /// <summary>Milliseconds since midnight.</summary>
    public static double TimeWithinDay(double time) => Modulo(time, MsPerDay);

    /// <summary>0 is Sunday.</summary>
    public static int WeekDay(double time) => (int)Modulo(Day(time) + 4, 7);

    public static int Hour(double time) => (int)Math.Floor(TimeWithinDay(time) / MsPerHour);

    public static int Minute(double time) => (int)Modulo(Math.Floor(time / MsPerMinute), 60);

    public static int Second(double time) => (int)Modulo(Math.Floor(time / MsPerSecond), 60);

    public static int Millisecond(double time) => (int)Modulo(time, MsPerSecond);

    /// <summary>Year, month (0 to 11) and day of the month of a finite time.</summary>
    /// <remarks>Howard Hinnant's civil_from_days, https://howardhinnant.github.io/date_algorithms.html.</remarks>
    public static (int Year, int Month, int Day) Civil(double time)
    {
        var days = (long)Day(time) + 719468;
        var era = (days >= 0 ? days : days - 146096) / 146097;
        var dayOfEra = days - (era * 146097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36524) - (dayOfEra / 146096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var month = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * month) + 2) / 5) + 1;
        var zeroBasedMonth = month < 10 ? month + 2 : month - 10;
        return ((int)(yearOfEra + (era * 400) + (zeroBasedMonth <= 1 ? 1 : 0)), (int)zeroBasedMonth, (int)day);
    }

    /// <summary><c>MakeDay</c>: the day number of a year, a month of any size and a day of any size; NaN when it cannot be told.</summary>
    public static double MakeDay(double year, double month, double date)
    {
        if (!double.IsFinite(year) || !double.IsFinite(month) || !double.IsFinite(date))
            return double.NaN;
        year = Math.Truncate(year);
        month = Math.Truncate(month);
        var fullYear = year + Math.Floor(month / 12);
        if (Math.Abs(fullYear) > 400_000)
            return double.NaN;
        return DaysFromCivil((long)fullYear, (int)Modulo(month, 12)) + Math.Truncate(date) - 1;
    }

    /// <summary><c>MakeTime</c>: the milliseconds of hours, minutes, seconds and milliseconds of any size.</summary>
    public static double MakeTime(double hour, double minute, double second, double millisecond)
    {
        if (!double.IsFinite(hour) || !double.IsFinite(minute) || !double.IsFinite(second) || !double.IsFinite(millisecond))
            return double.NaN;
        return (Math.Truncate(hour) * MsPerHour) + (Math.Truncate(minute) * MsPerMinute) + (Math.Truncate(second) * MsPerSecond) + Math.Truncate(millisecond);
    }

    /// <summary><c>MakeDate</c>.</summary>
    public static double MakeDate(double day, double time)
    {
        var value = (day * MsPerDay) + time;
        return double.IsFinite(value) ? value : double.NaN;
    }

    /// <summary><c>TimeClip</c>: NaN beyond the range of time values, otherwise an integer that is never -0.</summary>
    public static double TimeClip(double time) => double.IsFinite(time) && Math.Abs(time) <= MaxTime ? Math.Truncate(time) + 0.0 : double.NaN;

    /// <summary>A two-digit year is one of the twentieth century.</summary>
    public static double FullYear(double year)
    {
        if (double.IsNaN(year))
            return year;
        var whole = Math.Truncate(year);
        return whole is >= 0 and <= 99 ? 1900 + whole : whole;
    }

    /// <summary>The remainder that is never negative.</summary>
    public static double Modulo(double value, double modulus)
    {
        var rest = value % modulus;
        return rest < 0 ? rest + modulus : rest + 0.0;
    }

    private static double DaysFromCivil(long year, int month)
    {
        if (month <= 1)
            year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((153 * (month > 1 ? month - 2 : month + 10)) + 2) / 5;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146097) + dayOfEra - 719468;
    }
}
