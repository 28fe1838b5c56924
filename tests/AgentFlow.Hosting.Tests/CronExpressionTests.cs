using System.Globalization;
using AgentFlow.Hosting.Schedules;

namespace AgentFlow.Hosting.Tests;

public sealed class CronExpressionTests
{
    /// <summary>Clocks go forward at 2:00 on the last Sunday of March, back at 3:00 on the last Sunday of October; made here, because a machine may have no table of zones.</summary>
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.CreateCustomTimeZone("Berlin", TimeSpan.FromHours(1), "Berlin", "CET", "CEST",
    [
        TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
            TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
    ]);

    [Theory]
    [InlineData("* * * * *", "2026-01-01T00:00:30", "2026-01-01T00:01:00")]
    [InlineData("*/15 * * * *", "2026-01-01T00:00:00", "2026-01-01T00:15:00")]
    [InlineData("5/20 * * * *", "2026-01-01T00:05:00", "2026-01-01T00:25:00")]
    [InlineData("0 9 * * mon-fri", "2026-01-02T09:00:00", "2026-01-05T09:00:00")]
    [InlineData("30 8,20 1 * *", "2026-01-01T08:30:00", "2026-01-01T20:30:00")]
    [InlineData("0 0 29 2 *", "2026-01-01T00:00:00", "2028-02-29T00:00:00")]
    [InlineData("0 0 13 * fri", "2026-01-01T00:00:00", "2026-01-02T00:00:00")]
    [InlineData("0 0 13 * fri", "2026-01-09T00:00:00", "2026-01-13T00:00:00")]
    [InlineData("0 0 * * 7", "2026-01-01T00:00:00", "2026-01-04T00:00:00")]
    [InlineData("0 0 * * 5-7", "2026-01-03T00:00:00", "2026-01-04T00:00:00")]
    [InlineData("59 23 31 DEC ?", "2026-01-01T00:00:00", "2026-12-31T23:59:00")]
    [InlineData("0 */6 * * *", "2026-01-01T01:00:00", "2026-01-01T06:00:00")]
    [InlineData("@daily", "2026-02-28T12:00:00", "2026-03-01T00:00:00")]
    [InlineData("@Weekly", "2026-01-01T00:00:00", "2026-01-04T00:00:00")]
    [InlineData("@yearly", "2026-01-01T00:00:00", "2027-01-01T00:00:00")]
    public void Next_Utc_IsTheFirstThatFits(string line, string after, string expected)
    {
        var next = CronExpression.Parse(line).Next(At(after + "Z"));

        Assert.Equal(At(expected + "Z"), next);
    }

    [Theory]
    // Forward: 2:30 is not there on 29 March, so it comes at 3:00, once; then at its own time again.
    [InlineData("30 2 * * *", "2026-03-28T12:00:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00")]
    // Back: 2:30 is there twice on 25 October, and comes the first time.
    [InlineData("30 2 * * *", "2026-10-24T12:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00")]
    // Every hour goes by the time that passes: an hour less, an hour more.
    [InlineData("30 * * * *", "2026-03-29T01:00:00+01:00", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00")]
    [InlineData("30 * * * *", "2026-10-25T02:00:00+02:00", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")]
    public void Next_ClocksAreChanged_IsAsDocumented(string line, string after, string first, string second)
    {
        var cron = CronExpression.Parse(line);

        var next = cron.Next(At(after), Berlin);

        Assert.Equal(At(first), next);
        Assert.Equal(At(second), cron.Next(next!.Value, Berlin));
    }

    [Theory]
    [InlineData("", "The cron line '' has 0 fields; it needs five: minute, hour, day of month, month, day of week.")]
    [InlineData("* * * *", "The cron line '* * * *' has 4 fields; it needs five: minute, hour, day of month, month, day of week.")]
    [InlineData("60 * * * *", "The minute '60' of a cron line is not valid: 60 does not lie between 0 and 59.")]
    [InlineData("* 5-3 * * *", "The hour '5-3' of a cron line is not valid: the range runs backwards.")]
    [InlineData("*/0 * * * *", "The minute '*/0' of a cron line is not valid: a step must be at least 1.")]
    [InlineData("* * 0 * *", "The day of month '0' of a cron line is not valid: 0 does not lie between 1 and 31.")]
    [InlineData("1,,2 * * * *", "The minute '' of a cron line is not valid: '' is no number.")]
    [InlineData("* * * * noday", "The day of week 'noday' of a cron line is not valid: 'noday' is no number and none of sun, mon, tue, wed, thu, fri, sat.")]
    [InlineData("0 0 30 2 *", "The cron line '0 0 30 2 *' never comes: no month that it names has that day.")]
    [InlineData("@noon", "The cron line '@noon' is not known. Known names: @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually.")]
    public void Parse_LineThatIsWrong_SaysWhatAndWhere(string line, string message)
    {
        var error = Assert.Throws<FormatException>(() => CronExpression.Parse(line));

        Assert.Equal(message, error.Message);
    }

    /// <summary>Against the definition, minute by minute, for lines drawn from a seed.</summary>
    [Fact]
    public void Next_RandomLines_AreThoseThatCountingFinds()
    {
        var random = new Random(20261);
        for (var i = 0; i < 300; i++)
        {
            var line = $"{Field(random, 0, 59)} {Field(random, 0, 23)} {Field(random, 1, 28)} {Field(random, 1, 12)} {Field(random, 0, 7)}";
            var start = At("2026-01-01T00:00:00Z").AddMinutes(random.Next(500_000));
            var cron = CronExpression.Parse(line);

            var next = cron.Next(start);

            var counted = start;
            var most = 60 * 24 * 40;
            do
                counted = counted.AddMinutes(1);
            while (!Fits(line, counted) && most-- > 0);
            if (most > 0)
                Assert.True(counted == next, $"'{line}' after {start:O}: expected {counted:O}, found {next:O}.");
            else
                Assert.True(next > counted, $"'{line}' after {start:O}: nothing fits before {counted:O}, found {next:O}.");
        }
    }

    private static string Field(Random random, int least, int most) => random.Next(5) switch
    {
        0 => "*",
        1 => $"*/{random.Next(1, 7)}",
        2 => $"{random.Next(least, most + 1)}",
        3 => $"{random.Next(least, (least + most) / 2)}-{random.Next((least + most) / 2, most + 1)}/{random.Next(1, 4)}",
        _ => $"{random.Next(least, most + 1)},{random.Next(least, most + 1)}",
    };

    private static bool Fits(string line, DateTimeOffset time)
    {
        var fields = line.Split(' ');
        var (byDay, byWeekday) = (Has(fields[2], 1, 31, time.Day), Has(fields[4], 0, 7, (int)time.DayOfWeek) || (time.DayOfWeek == DayOfWeek.Sunday && Has(fields[4], 0, 7, 7)));
        var day = fields[2].StartsWith('*') || fields[4].StartsWith('*') ? byDay && byWeekday : byDay || byWeekday;
        return day && Has(fields[0], 0, 59, time.Minute) && Has(fields[1], 0, 23, time.Hour) && Has(fields[3], 1, 12, time.Month);
    }

    private static bool Has(string field, int least, int most, int value)
    {
        foreach (var item in field.Split(','))
        {
            var parts = item.Split('/');
            var bounds = parts[0] == "*" ? [least, most] : parts[0].Split('-').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
            var step = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
            if (value >= bounds[0] && value <= bounds[^1] && (value - bounds[0]) % step == 0)
                return true;
        }
        return false;
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
