namespace AgentFlow.Hosting.Schedules;

/// <summary>
/// Times that come again, as crontab(5) writes them: five fields for minute (0-59), hour (0-23), day of month (1-31), month (1-12 or jan-dec) and day of week (0-7 or sun-sat; 0 and 7 are
/// Sunday). A field is <c>*</c>, a value, a range <c>1-5</c>, either with a step <c>*/15</c>, or a list of those with commas. When both days are given, one of them must fit, as in Vixie cron.
/// <c>@hourly</c>, <c>@daily</c>, <c>@midnight</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c> and <c>@annually</c> stand for whole lines.
/// </summary>
/// <remarks>
/// When clocks are put forward, a time that is left out that day comes at the first moment after the gap; when they are put back, a time that comes twice counts the first time. Lines whose hour is <c>*</c>
/// go by the time that passes instead: they come in every hour that there is. (Cron of Debian does the same.)
/// </remarks>
public sealed class CronExpression
{
    /// <summary>The 29th of February on a given weekday comes at the latest after 40 years, where a century has no leap day.</summary>
    private const int MaxYears = 50;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["@hourly"] = "0 * * * *",
        ["@daily"] = "0 0 * * *",
        ["@midnight"] = "0 0 * * *",
        ["@weekly"] = "0 0 * * 0",
        ["@monthly"] = "0 0 1 * *",
        ["@yearly"] = "0 0 1 1 *",
        ["@annually"] = "0 0 1 1 *",
    };

    private readonly string _text;
    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;

    private CronExpression(string text, CronField minutes, CronField hours, CronField days, CronField months, CronField weekdays)
    {
        _text = text;
        _minutes = minutes;
        _hours = hours;
        _days = days;
        _months = months;
        _weekdays = weekdays;
    }

    /// <summary>Reads a line.</summary>
    /// <param name="text">The line.</param>
    /// <exception cref="FormatException">It cannot be read, or no day fits it; says what is wrong with which field.</exception>
    public static CronExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.Trim();
        if (line.StartsWith('@') && !Names.TryGetValue(line, out line!))
            throw new FormatException($"The cron line '{text}' is not known. Known names: {string.Join(", ", Names.Keys)}.");
        var fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
            throw new FormatException($"The cron line '{text}' has {fields.Length} fields; it needs five: minute, hour, day of month, month, day of week.");
        var cron = new CronExpression(
            text,
            CronField.Parse(fields[0], "minute", 0, 59, []),
            CronField.Parse(fields[1], "hour", 0, 23, []),
            CronField.Parse(fields[2], "day of month", 1, 31, []),
            CronField.Parse(fields[3], "month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
            CronField.Parse(fields[4], "day of week", 0, 7, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]));
        return cron.NextDay(new DateOnly(2000, 1, 1)) is not null ? cron
            : throw new FormatException($"The cron line '{text}' never comes: no month that it names has that day.");
    }

    /// <summary>The first time after another; null when none comes within 50 years.</summary>
    /// <param name="after">The time that it comes after.</param>
    /// <param name="zone">The zone of the line's hours and days; null for UTC.</param>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo? zone = null)
    {
        zone ??= TimeZoneInfo.Utc;
        return _hours.IsAny ? NextByTheHour(after, zone) : NextByTheClock(after, zone);
    }

    /// <summary>The line, as it was written.</summary>
    public override string ToString() => _text;

    /// <summary>For lines with given hours: each local time once, whatever the clocks do.</summary>
    private DateTimeOffset? NextByTheClock(DateTimeOffset after, TimeZoneInfo zone)
    {
        // A day earlier, because a time in a gap of yesterday's local day may still come.
        var start = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, zone).DateTime).AddDays(-1);
        for (var day = NextDay(start); day is not null; day = NextDay(day.Value.AddDays(1)))
        {
            for (var hour = _hours.AtLeast(0); hour is not null; hour = _hours.AtLeast(hour.Value + 1))
            {
                for (var minute = _minutes.AtLeast(0); minute is not null; minute = _minutes.AtLeast(minute.Value + 1))
                {
                    if (ToInstant(day.Value.ToDateTime(new TimeOnly(hour.Value, minute.Value)), zone) is var time && time > after)
                        return time;
                }
            }
        }
        return null;
    }

    /// <summary>For lines of every hour: minute by minute of the time that passes.</summary>
    private DateTimeOffset? NextByTheHour(DateTimeOffset after, TimeZoneInfo zone)
    {
        var utc = after.UtcDateTime;
        var time = new DateTimeOffset(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, 0, TimeSpan.Zero).AddMinutes(1);
        for (var end = time.AddYears(MaxYears); time < end;)
        {
            var local = TimeZoneInfo.ConvertTime(time, zone);
            if (NextDay(DateOnly.FromDateTime(local.DateTime)) is not { } day)
                return null;
            if (day > DateOnly.FromDateTime(local.DateTime))
                time = FirstOf(day, zone) is var first && first > time ? first : time.AddMinutes(1);
            else if (_hours.Has(local.Hour) && _minutes.Has(local.Minute))
                return local;
            else
                time = time.AddMinutes(1);
        }
        return null;
    }

    private static DateTimeOffset FirstOf(DateOnly day, TimeZoneInfo zone) => ToInstant(day.ToDateTime(TimeOnly.MinValue), zone).ToUniversalTime();

    private DateOnly? NextDay(DateOnly from)
    {
        for (var end = from.AddYears(MaxYears); from < end;)
        {
            if (!_months.Has(from.Month))
                from = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
            else if (!Fits(from))
                from = from.AddDays(1);
            else
                return from;
        }
        return null;
    }

    private bool Fits(DateOnly day)
    {
        var byDay = _days.Has(day.Day);
        var byWeekday = _weekdays.Has((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && _weekdays.Has(7));
        return _days.IsAny || _weekdays.IsAny ? byDay && byWeekday : byDay || byWeekday;
    }

    private static DateTimeOffset ToInstant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
        {
            // The gap's end: the first local time that is there again, found by the minute.
            while (zone.IsInvalidTime(local))
                local = local.AddMinutes(1);
        }
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
