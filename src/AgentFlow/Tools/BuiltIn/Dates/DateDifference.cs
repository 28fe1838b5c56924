using System.Globalization;

namespace AgentFlow.Tools;

/// <summary>Puts the time between two dates into words.</summary>
internal static class DateDifference
{
    public static string Describe(DatePoint from, DatePoint to, DateUnit? unit, TimeZoneInfo zone)
    {
        var (first, last) = (from.In(zone), to.In(zone));
        return last >= first
            ? Forward(from, to, first, last, unit, zone)
            : $"-{Forward(to, from, last, first, unit, zone)}; the end is before the start";
    }

    private static string Forward(DatePoint from, DatePoint to, DateTimeOffset first, DateTimeOffset last, DateUnit? unit, TimeZoneInfo zone)
    {
        var elapsed = last - first;
        var areDates = from.Time is null && to.Time is null;
        var days = to.Date.DayNumber - from.Date.DayNumber;
        return (unit, areDates) switch
        {
            (null, true) => Dates(from.Date, to.Date, days),
            (null, false) => Times(elapsed),
            (DateUnit.Days, true) => DateUnits.Count(days, "day"),
            (DateUnit.Weeks, true) when days % 7 == 0 => DateUnits.Count(days / 7, "week"),
            (DateUnit.Weeks, true) => $"{Number(days / 7d)} weeks ({DateUnits.Join((days / 7, "week"), (days % 7, "day"))})",
            (DateUnit.Workdays, _) => DateUnits.Count(Workdays.Between(from.Date, to.Date), "workday"),
            (DateUnit.Months or DateUnit.Years, _) => Calendar(Wall(from, first, zone), Wall(to, last, zone), unit == DateUnit.Years),
            _ => $"{Number(elapsed / Length(unit!.Value))} {DateUnits.Name(unit.Value)}",
        };
    }

    private static string Dates(DateOnly from, DateOnly to, int days)
    {
        var text = DateUnits.Count(days, "day");
        if (days < 7)
            return text;
        var weeks = DateUnits.Join((days / 7, "week"), (days % 7, "day"));
        var calendar = Calendar(from.ToDateTime(default), to.ToDateTime(default), withYears: true);
        return calendar == text ? $"{text} ({weeks})" : $"{text} ({weeks}; {calendar})";
    }

    private static string Times(TimeSpan elapsed) =>
        DateUnits.Join((elapsed.Days, "day"), (elapsed.Hours, "hour"), (elapsed.Minutes, "minute"), (elapsed.Seconds, "second"));

    /// <summary>Years and months as the calendar counts them; a day that a month lacks counts as its last.</summary>
    private static string Calendar(DateTime from, DateTime to, bool withYears)
    {
        var months = (to.Year - from.Year) * 12 + to.Month - from.Month;
        if (from.AddMonths(months) > to)
            months--;
        var rest = to - from.AddMonths(months);
        var (years, left) = withYears ? (months / 12, months % 12) : (0, months);
        if (months == 0 && rest < TimeSpan.FromSeconds(1))
            return withYears ? "0 years" : "0 months";
        return DateUnits.Join((years, "year"), (left, "month"), (rest.Days, "day"), (rest.Hours, "hour"), (rest.Minutes, "minute"), (rest.Seconds, "second"));
    }

    private static DateTime Wall(DatePoint written, DateTimeOffset moment, TimeZoneInfo zone) =>
        written.Offset is null ? written.Wall : TimeZoneInfo.ConvertTime(moment, zone).DateTime;

    private static TimeSpan Length(DateUnit unit) => unit switch
    {
        DateUnit.Seconds => TimeSpan.FromSeconds(1),
        DateUnit.Minutes => TimeSpan.FromMinutes(1),
        DateUnit.Hours => TimeSpan.FromHours(1),
        DateUnit.Days => TimeSpan.FromDays(1),
        _ => TimeSpan.FromDays(7),
    };

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
