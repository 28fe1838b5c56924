using System.Globalization;

namespace AgentFlow.Tools;

/// <summary>Adds to a date: calendar units move the hands of the clock, hours and less are time that passes.</summary>
internal static class DateAddition
{
    public static string Describe(DatePoint start, double amount, DateUnit unit, TimeZoneInfo zone, bool isZoneNamed)
    {
        if (!double.IsFinite(amount))
            throw new ToolException("The amount is not a number. Give one such as 10 or -10.");
        if (unit > DateUnit.Hours && (amount != Math.Truncate(amount) || Math.Abs(amount) > int.MaxValue))
            throw new ToolException($"The amount of {DateUnits.Name(unit)} is a whole number, not {amount.ToString(CultureInfo.InvariantCulture)}. "
                + "Use a smaller unit for parts.");
        try
        {
            return unit > DateUnit.Hours ? Calendar(start, (int)amount, unit, zone, isZoneNamed) : Elapsed(start, amount, unit, zone, isZoneNamed);
        }
        catch (Exception error) when (error is ArgumentOutOfRangeException or OverflowException)
        {
            throw ZonedTime.OutOfRange();
        }
    }

    private static string Calendar(DatePoint start, int amount, DateUnit unit, TimeZoneInfo zone, bool isZoneNamed)
    {
        var date = unit switch
        {
            DateUnit.Years => start.Date.AddYears(amount),
            DateUnit.Months => start.Date.AddMonths(amount),
            DateUnit.Weeks => start.Date.AddDays(checked(amount * 7)),
            DateUnit.Workdays => Workdays.Add(start.Date, amount),
            _ => start.Date.AddDays(amount),
        };
        var isCut = unit >= DateUnit.Months && date.Day != start.Date.Day;
        var note = isCut ? string.Create(CultureInfo.InvariantCulture, $", the last day of a month without a day {start.Date.Day}") : string.Empty;
        if (start.Time is null)
            return string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd} ({date.DayOfWeek}{note})");
        var moved = start with { Date = date };
        var moment = moved.In(zone);
        var skipped = moment.DateTime == moved.Wall
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $", because the clocks skip {moved.Wall:HH:mm} that day");
        return Text(moment, start, zone, isZoneNamed, note + skipped);
    }

    private static string Elapsed(DatePoint start, double amount, DateUnit unit, TimeZoneInfo zone, bool isZoneNamed)
    {
        var span = unit switch
        {
            DateUnit.Hours => TimeSpan.FromHours(amount),
            DateUnit.Minutes => TimeSpan.FromMinutes(amount),
            _ => TimeSpan.FromSeconds(amount),
        };
        var end = start.In(zone) + span;
        return Text(start.Offset is null ? TimeZoneInfo.ConvertTime(end, zone) : end, start, zone, isZoneNamed, string.Empty);
    }

    /// <summary>As the start was written: with an offset where it had one or a zone was named.</summary>
    private static string Text(DateTimeOffset moment, DatePoint start, TimeZoneInfo zone, bool isZoneNamed, string note)
    {
        var hasOffset = start.Offset is not null || isZoneNamed;
        var format = (moment.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-ddTHH:mm:ss" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF") + (hasOffset ? "zzz" : string.Empty);
        var where = start.Offset is null && isZoneNamed ? ", " + zone.Id : string.Empty;
        return $"{moment.ToString(format, CultureInfo.InvariantCulture)} ({moment.DayOfWeek}{where}{note})";
    }
}
