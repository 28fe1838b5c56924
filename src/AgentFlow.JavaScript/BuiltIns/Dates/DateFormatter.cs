using System.Globalization;

namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary>The texts of a date. Names are English, whatever the culture of the process.</summary>
internal static class DateFormatter
{
    public static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary><c>toISOString</c> of a finite time.</summary>
    public static string Iso(double time)
    {
        var (year, month, day) = DateMath.Civil(time);
        var yearText = year is >= 0 and <= 9999 ? Pad(year, 4) : (year < 0 ? "-" : "+") + Pad(Math.Abs(year), 6);
        return $"{yearText}-{Pad(month + 1)}-{Pad(day)}T{Clock(time)}.{Pad(DateMath.Millisecond(time), 3)}Z";
    }

    /// <summary><c>toDateString</c>, of local milliseconds.</summary>
    public static string Date(double local)
    {
        var (year, month, day) = DateMath.Civil(local);
        return $"{Days[DateMath.WeekDay(local)][..3]} {Months[month][..3]} {Pad(day)} {Year(year)}";
    }

    /// <summary><c>toTimeString</c>, of local milliseconds and the offset in effect.</summary>
    public static string Time(double local, double offset, TimeZoneInfo zone)
    {
        var minutes = (int)Math.Abs(offset / DateMath.MsPerMinute);
        var name = ReferenceEquals(zone, TimeZoneInfo.Utc) ? "Coordinated Universal Time" : zone.Id;
        return $"{Clock(local)} GMT{(offset < 0 ? '-' : '+')}{Pad(minutes / 60)}{Pad(minutes % 60)} ({name})";
    }

    /// <summary><c>toUTCString</c>.</summary>
    public static string Utc(double time)
    {
        var (year, month, day) = DateMath.Civil(time);
        return $"{Days[DateMath.WeekDay(time)][..3]}, {Pad(day)} {Months[month][..3]} {Year(year)} {Clock(time)} GMT";
    }

    /// <summary>Hours, minutes and seconds with two digits each.</summary>
    public static string Clock(double time) => $"{Pad(DateMath.Hour(time))}:{Pad(DateMath.Minute(time))}:{Pad(DateMath.Second(time))}";

    /// <summary>A number with leading zeros.</summary>
    public static string Pad(int value, int width = 2) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static string Year(int year) => (year < 0 ? "-" : "") + Pad(Math.Abs(year), 4);
}
