namespace AgentFlow.Tools;

internal enum DateUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Workdays,
    Weeks,
    Months,
    Years,
}

/// <summary>Reads and writes the units of calendar arithmetic.</summary>
internal static class DateUnits
{
    /// <summary>The unit, or null for none.</summary>
    public static DateUnit? Parse(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" => null,
        "SECOND" or "SECONDS" or "SEC" or "SECS" or "S" => DateUnit.Seconds,
        "MINUTE" or "MINUTES" or "MIN" or "MINS" => DateUnit.Minutes,
        "HOUR" or "HOURS" or "HR" or "HRS" or "H" => DateUnit.Hours,
        "DAY" or "DAYS" or "D" => DateUnit.Days,
        "WORKDAY" or "WORKDAYS" or "WORKING DAY" or "WORKING DAYS" or "BUSINESS DAY" or "BUSINESS DAYS" or "WEEKDAY" or "WEEKDAYS" => DateUnit.Workdays,
        "WEEK" or "WEEKS" or "WK" or "WKS" or "W" => DateUnit.Weeks,
        "MONTH" or "MONTHS" or "MO" => DateUnit.Months,
        "YEAR" or "YEARS" or "YR" or "YRS" or "Y" => DateUnit.Years,
        _ => throw Unknown(text),
    };

    public static ToolException Unknown(string text) =>
        new($"'{(text.Length > 40 ? text[..40] + "..." : text.Trim())}' is not a unit of time. Use years, months, weeks, days, workdays, hours, minutes or seconds.");

    public static string Name(DateUnit unit) => unit.ToString().ToLowerInvariant();

    /// <summary>Such as '1 year, 2 months and 5 days': what is zero is left out, unless all is.</summary>
    public static string Join(params (long Count, string Unit)[] parts)
    {
        var words = parts.Where(p => p.Count != 0).Select(p => Count(p.Count, p.Unit)).ToList();
        return words.Count switch
        {
            0 => $"0 {parts[^1].Unit}s",
            1 => words[0],
            _ => string.Join(", ", words.Take(words.Count - 1)) + " and " + words[^1],
        };
    }

    public static string Count(long count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
