using System.ComponentModel;
using System.Globalization;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Tools with which a model can tell the time and compute with dates, in any time zone that the machine knows.</summary>
public static class DateTimeTools
{
    /// <summary>The tools <c>current_time</c>, <c>date_difference</c>, <c>add_to_date</c> and <c>day_of_week</c>.</summary>
    /// <param name="timeProvider">The clock, and with it the zone called 'local'; by default the system's.</param>
    public static IReadOnlyList<AIFunction> Create(TimeProvider? timeProvider = null)
    {
        var tools = new Tools(timeProvider ?? TimeProvider.System);
        return
        [
            Tool.Create(tools.CurrentTime, "current_time"),
            Tool.Create(tools.Difference, "date_difference"),
            Tool.Create(tools.Add, "add_to_date"),
            Tool.Create(tools.DayOfWeek, "day_of_week"),
        ];
    }

    private sealed class Tools(TimeProvider time)
    {
        private const string DateForms = "A date or date and time: 2026-12-25, 2026-12-25T14:30, 2026-12-25T14:30+02:00, "
            + "25 December 2026, today, tomorrow, yesterday or now.";
        private const string ZoneForms = "The time zone: a city such as 'Tokyo', an IANA name such as 'Europe/Paris' or an offset such as '+02:00'. By default UTC.";

        [ToolEffect(ToolEffect.Pure)]
        [Description("""
            Tell the current time, today's date and the day of the week: what time is it now, what day is it today, here or in a city or time zone.
            Example: timeZone 'Tokyo'.
            """)]
        public string CurrentTime([Description(ZoneForms)] string? timeZone = null)
        {
            var zone = TimeZones.Find(timeZone, time);
            var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);
            return string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-ddTHH:mm:sszzz} ({now:dddd, d MMMM yyyy}, {zone.Id})");
        }

        [ToolEffect(ToolEffect.Pure)]
        [Description("""
            Tell how long it is between two dates or times: how many days until, how many weeks, months or years since, someone's age.
            Example: from 'today' to '2026-12-25' in 'days'.
            """)]
        public string Difference(
            [Description("The start. " + DateForms)] string from,
            [Description("The end, in the same forms.")] string to,
            [Description("years, months, weeks, days, workdays (Monday to Friday), hours, minutes or seconds. By default whichever read well.")] string? unit = null,
            [Description(ZoneForms)] string? timeZone = null)
        {
            var zone = TimeZones.Find(timeZone, time);
            return DateDifference.Describe(Read(from, zone), Read(to, zone), DateUnits.Parse(unit), zone);
        }

        [ToolEffect(ToolEffect.Pure)]
        [Description("""
            Add an amount of time to a date, or take it away: the date in 3 weeks, 90 days before a date, the time 36 hours from now.
            Example: date 'today', amount 10, unit 'days'.
            """)]
        public string Add(
            [Description("The start. " + DateForms)] string date,
            [Description("How many units to add, such as 10; a negative number such as -10 goes back.")] double amount,
            [Description("years, months, weeks, days, workdays (Monday to Friday), hours, minutes or seconds.")] string unit,
            [Description(ZoneForms)] string? timeZone = null)
        {
            var zone = TimeZones.Find(timeZone, time);
            var start = Read(date, zone);
            var step = DateUnits.Parse(unit) ?? throw DateUnits.Unknown(unit ?? string.Empty);
            return DateAddition.Describe(start, amount, step, zone, isZoneNamed: !string.IsNullOrWhiteSpace(timeZone));
        }

        [ToolEffect(ToolEffect.Pure)]
        [Description("Tell which day of the week a date is, with its week number. Example: date '2026-12-25' is a Friday.")]
        public string DayOfWeek([Description(DateForms)] string date, [Description(ZoneForms)] string? timeZone = null)
        {
            var day = Read(date, TimeZones.Find(timeZone, time)).Date;
            return string.Create(CultureInfo.InvariantCulture,
                $"{day:yyyy-MM-dd} is a {day.DayOfWeek} (day {day.DayOfYear} of {day.Year}, ISO week {ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue))}).");
        }

        private DatePoint Read(string text, TimeZoneInfo zone) => DatePoint.Parse(text, TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone));
    }
}
