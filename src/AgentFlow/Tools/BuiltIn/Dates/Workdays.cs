namespace AgentFlow.Tools;

/// <summary>Counts the days from Monday to Friday; holidays are not known.</summary>
internal static class Workdays
{
    private const int Most = 100_000;

    /// <summary>The workdays from one date on, up to the other and without it.</summary>
    public static long Between(DateOnly from, DateOnly to)
    {
        var days = to.DayNumber - from.DayNumber;
        var count = days / 7 * 5L;
        for (var day = from.AddDays(days / 7 * 7); day < to; day = day.AddDays(1))
            count += IsWorkday(day) ? 1 : 0;
        return count;
    }

    public static DateOnly Add(DateOnly date, long count)
    {
        if (Math.Abs(count) > Most)
            throw new ToolException($"At most {Most} workdays are added at once.");
        var step = Math.Sign(count);
        for (var left = Math.Abs(count); left > 0;)
        {
            date = date.AddDays(step);
            left -= IsWorkday(date) ? 1 : 0;
        }
        return date;
    }

    private static bool IsWorkday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
