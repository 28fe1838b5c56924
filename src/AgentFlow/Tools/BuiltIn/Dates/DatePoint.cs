using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentFlow.Tools;

/// <summary>A date as somebody wrote it: perhaps with a time, perhaps with an offset from UTC.</summary>
internal sealed partial record DatePoint(DateOnly Date, TimeOnly? Time = null, TimeSpan? Offset = null)
{
    private static readonly string[] DateFormats =
    [
        "yyyy-M-d", "yyyy/M/d", "d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy",
        "dddd d MMMM yyyy", "ddd d MMM yyyy", "dddd MMMM d yyyy", "ddd MMM d yyyy",
    ];

    /// <summary>The date and time on the clock where it was written.</summary>
    public DateTime Wall => Date.ToDateTime(Time ?? TimeOnly.MinValue);

    /// <summary>Reads a date.</summary>
    /// <param name="text">In one of the forms that the tools describe.</param>
    /// <param name="now">The time where the reader is, for 'today' and the like.</param>
    public static DatePoint Parse(string? text, DateTimeOffset now)
    {
        var written = (text ?? string.Empty).Trim();
        if (Relative(written, now) is { } relative)
            return relative;
        if (IsoDateTime().Match(written) is { Success: true } match)
            return FromIso(match, written);
        var plain = Spaces().Replace(Ordinal().Replace(written, "$1").Replace(',', ' ').Replace(" of ", " ", StringComparison.OrdinalIgnoreCase), " ");
        return DateOnly.TryParseExact(plain, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new(date) : throw NotADate(written);
    }

    /// <summary>The moment, with a time that is written without an offset taken in <paramref name="zone"/>.</summary>
    public DateTimeOffset In(TimeZoneInfo zone)
    {
        try
        {
            return Offset is { } offset ? new DateTimeOffset(Wall, offset) : ZonedTime.At(Wall, zone);
        }
        catch (ArgumentOutOfRangeException)
        {
            // At the ends of the calendar an offset leads out of it.
            throw ZonedTime.OutOfRange();
        }
    }

    private static DatePoint? Relative(string written, DateTimeOffset now)
    {
        if (written.Equals("now", StringComparison.OrdinalIgnoreCase))
            return new(DateOnly.FromDateTime(now.DateTime), TimeOnly.FromDateTime(now.DateTime), now.Offset);
        int? days = written.ToUpperInvariant() switch
        {
            "TODAY" => 0,
            "TOMORROW" => 1,
            "YESTERDAY" => -1,
            "DAY AFTER TOMORROW" or "THE DAY AFTER TOMORROW" => 2,
            "DAY BEFORE YESTERDAY" or "THE DAY BEFORE YESTERDAY" => -2,
            _ => null,
        };
        return days is { } shift ? new(DateOnly.FromDateTime(now.DateTime).AddDays(shift)) : null;
    }

    private static DatePoint FromIso(Match match, string written)
    {
        if (!DateOnly.TryParseExact(match.Groups["date"].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw NotADate(written);
        var time = match.Groups["time"];
        if (!time.Success)
            return new(date);
        if (!TimeOnly.TryParse(time.ValueSpan, CultureInfo.InvariantCulture, out var clock))
            throw new ToolException($"'{time.Value}' is not a time of day. Times run from 00:00 to 23:59:59.");
        var offset = match.Groups["offset"];
        if (!offset.Success)
            return new(date, clock);
        return new(date, clock, TimeZones.ParseOffset(offset.Value)
            ?? throw new ToolException($"'{offset.Value}' is not an offset from UTC. Offsets run from -14:00 to +14:00."));
    }

    private static ToolException NotADate(string written)
    {
        const string Forms = "Write it as 2026-12-25, 2026-12-25T14:30, 2026-12-25T14:30+02:00, 25 December 2026, today, tomorrow, yesterday or now.";
        if (written.Length == 0)
            return new($"The date is empty. {Forms}");
        if (NumericDate().IsMatch(written))
            return new($"'{written}' may be day/month or month/day. Write the date as year-month-day, such as 2026-12-25.");
        if (IsoDateTime().Match(written) is { Success: true } match)
        {
            var parts = match.Groups["date"].Value.Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            if (parts[0] >= 1 && parts[1] is >= 1 and <= 12)
            {
                var days = DateTime.DaysInMonth(parts[0], parts[1]);
                return new($"There is no {match.Groups["date"].Value}: that month has {days} days.");
            }
        }
        return new($"'{(written.Length > 40 ? written[..40] + "..." : written)}' is not a date. {Forms}");
    }

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]\s*(?<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,7})?)?)\s*(?<offset>[Zz]|[+\-−][0-9]{2}:?[0-9]{2})?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex IsoDateTime();

    [GeneratedRegex(@"^[0-9]{1,2}[/.\-][0-9]{1,2}[/.\-][0-9]{2,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex NumericDate();

    [GeneratedRegex(@"\b([0-9]{1,2})(?:st|nd|rd|th)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();
}
