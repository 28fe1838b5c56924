using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.BuiltIn;

public class DateTimeToolsTests
{
    private static readonly Clock Now = new(new(2026, 11, 21, 0, 27, 36, TimeSpan.Zero));
    private static readonly Dictionary<string, AIFunction> Tools = DateTimeTools.Create(Now).ToDictionary(t => t.Name);

    [Theory]
    [InlineData(null, "2026-11-21T00:27:36+00:00 (Saturday, 21 November 2026, UTC)")]
    [InlineData("", "2026-11-21T00:27:36+00:00 (Saturday, 21 November 2026, UTC)")]
    [InlineData("utc", "2026-11-21T00:27:36+00:00 (Saturday, 21 November 2026, UTC)")]
    [InlineData("GMT", "2026-11-21T00:27:36+00:00 (Saturday, 21 November 2026, UTC)")]
    [InlineData("local", "2026-11-21T00:27:36+00:00 (Saturday, 21 November 2026, UTC)")]
    [InlineData("+05:30", "2026-11-21T05:57:36+05:30 (Saturday, 21 November 2026, UTC+05:30)")]
    [InlineData("-0330", "2026-11-20T20:57:36-03:30 (Friday, 20 November 2026, UTC-03:30)")]
    [InlineData("UTC-5", "2026-11-20T19:27:36-05:00 (Friday, 20 November 2026, UTC-05:00)")]
    [InlineData("GMT +2", "2026-11-21T02:27:36+02:00 (Saturday, 21 November 2026, UTC+02:00)")]
    [InlineData("PST", "2026-11-20T16:27:36-08:00 (Friday, 20 November 2026, UTC-08:00)")]
    public async Task CurrentTime_OffsetOrUtc_IsTheClocksTimeThere(string? zone, string expected)
    {
        Assert.Equal(expected, await Tools["current_time"].CallAsync(("timeZone", zone)));
    }

    [Theory]
    [InlineData("Europe/Paris", "2026-11-21T01:27:36+01:00 (Saturday, 21 November 2026, Europe/Paris)")]
    [InlineData("europe/paris", "2026-11-21T01:27:36+01:00 (Saturday, 21 November 2026, Europe/Paris)")]
    [InlineData("Tokyo", "2026-11-21T09:27:36+09:00 (Saturday, 21 November 2026, Asia/Tokyo)")]
    [InlineData("new york", "2026-11-20T19:27:36-05:00 (Friday, 20 November 2026, America/New_York)")]
    [InlineData("America/New York", "2026-11-20T19:27:36-05:00 (Friday, 20 November 2026, America/New_York)")]
    [InlineData("San Francisco", "2026-11-20T16:27:36-08:00 (Friday, 20 November 2026, America/Los_Angeles)")]
    [InlineData("Mumbai", "2026-11-21T05:57:36+05:30 (Saturday, 21 November 2026, Asia/Kolkata)")]
    [InlineData("Buenos Aires", "2026-11-20T21:27:36-03:00 (Friday, 20 November 2026, America/Argentina/Buenos_Aires)")]
    [InlineData("ET", "2026-11-20T19:27:36-05:00 (Friday, 20 November 2026, America/New_York)")]
    public async Task CurrentTime_NamedZone_IsTheClocksTimeThere(string zone, string expected)
    {
        SkipWithoutZones();

        Assert.Equal(expected, await Tools["current_time"].CallAsync(("timeZone", zone)));
    }

    [Theory]
    [InlineData("Pariss", "There is no time zone 'Pariss' on this machine. Did you mean 'Europe/Paris'? Use an IANA name")]
    [InlineData("Nowhere at all", "There is no time zone 'Nowhere at all' on this machine. Use an IANA name")]
    [InlineData("../../etc/passwd", "There is no time zone '../../etc/passwd' on this machine.")]
    [InlineData("/etc/passwd", "There is no time zone '/etc/passwd' on this machine.")]
    [InlineData("+99:00", "There is no time zone '+99:00' on this machine.")]
    public async Task CurrentTime_UnknownZone_SaysSo(string zone, string expected)
    {
        SkipWithoutZones();

        Assert.Contains(expected, await Tools["current_time"].CallAsync(("timeZone", zone)).ErrorAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-21", "2026-12-25", null, "34 days (4 weeks and 6 days; 1 month and 4 days)")]
    [InlineData("today", "2026-12-25", "days", "34 days")]
    [InlineData("today", "tomorrow", null, "1 day")]
    [InlineData("yesterday", "today", "days", "1 day")]
    [InlineData("today", "today", null, "0 days")]
    [InlineData("2026-12-25", "2026-12-18", "days", "-7 days; the end is before the start")]
    [InlineData("2026-01-01", "2026-01-15", "weeks", "2 weeks")]
    [InlineData("2026-01-01", "2026-01-16", "weeks", "2.142857 weeks (2 weeks and 1 day)")]
    [InlineData("1990-05-17", "2026-11-21", "years", "36 years, 6 months and 4 days")]
    [InlineData("2024-02-29", "2025-02-28", "years", "1 year")]
    [InlineData("2024-02-29", "2024-03-31", "months", "1 month and 2 days")]
    [InlineData("2026-01-31", "2026-02-28", "months", "1 month")]
    [InlineData("2026-01-01", "2026-01-01", "months", "0 months")]
    [InlineData("2026-01-01", "2026-01-01", "years", "0 years")]
    [InlineData("2024-01-01", "2025-01-01", "days", "366 days")]
    [InlineData("2026-11-21", "2026-11-30", "workdays", "5 workdays")]
    [InlineData("2026-11-16", "2026-11-20", "workdays", "4 workdays")]
    [InlineData("2026-11-20", "2026-11-23", "business days", "1 workday")]
    [InlineData("2026-11-21", "2026-11-22", "hours", "24 hours")]
    [InlineData("2026-11-21T10:00", "2026-11-21T12:30", null, "2 hours and 30 minutes")]
    [InlineData("2026-11-21T10:00", "2026-11-23T10:00:05", null, "2 days and 5 seconds")]
    [InlineData("2026-11-21T10:00", "2026-11-21T12:30", "hours", "2.5 hours")]
    [InlineData("2026-11-21T10:00Z", "2026-11-21T10:00+02:00", "hours", "-2 hours; the end is before the start")]
    [InlineData("2026-11-21 10:00", "2026-11-22", "minutes", "840 minutes")]
    [InlineData("now", "2026-11-21T01:00", null, "32 minutes and 24 seconds")]
    [InlineData("25 December 2026", "December 31, 2026", "days", "6 days")]
    [InlineData("1st of Jan 2026", "Jan 3rd 2026", "days", "2 days")]
    [InlineData("Friday, 25 December 2026", "2026/12/26", "days", "1 day")]
    [InlineData("0001-01-01", "9999-12-31", "days", "3652058 days")]
    public async Task DateDifference_TwoDates_IsTheTimeBetween(string from, string to, string? unit, string expected)
    {
        Assert.Equal(expected, await Tools["date_difference"].CallAsync(("from", from), ("to", to), ("unit", unit)));
    }

    [Theory]
    [InlineData("2026-03-08T01:00", "2026-03-08T04:00", "hours", "2 hours")]
    [InlineData("2026-11-01T00:00", "2026-11-02T00:00", "hours", "25 hours")]
    [InlineData("2026-11-01", "2026-11-02", "hours", "25 hours")]
    [InlineData("2026-11-01", "2026-11-02", "days", "1 day")]
    [InlineData("2026-03-08T02:30", "2026-03-08T03:30", "minutes", "0 minutes")]
    [InlineData("2026-11-01T01:30", "2026-11-01T02:00", "minutes", "90 minutes")]
    public async Task DateDifference_AcrossAClockChange_CountsTheTimeThatPassed(string from, string to, string unit, string expected)
    {
        SkipWithoutZones();

        Assert.Equal(expected, await Tools["date_difference"].CallAsync(("from", from), ("to", to), ("unit", unit), ("timeZone", "New York")));
    }

    [Theory]
    [InlineData("2026-11-21", 10, "days", "2026-12-01 (Tuesday)")]
    [InlineData("today", -1, "week", "2026-11-14 (Saturday)")]
    [InlineData("tomorrow", 3, "weeks", "2026-12-13 (Sunday)")]
    [InlineData("2026-01-31", 1, "month", "2026-02-28 (Saturday, the last day of a month without a day 31)")]
    [InlineData("2024-02-29", 1, "year", "2025-02-28 (Friday, the last day of a month without a day 29)")]
    [InlineData("2024-02-29", 4, "years", "2028-02-29 (Tuesday)")]
    [InlineData("2026-03-31", -1, "months", "2026-02-28 (Saturday, the last day of a month without a day 31)")]
    [InlineData("2026-11-20", 1, "workday", "2026-11-23 (Monday)")]
    [InlineData("2026-11-21", 5, "working days", "2026-11-27 (Friday)")]
    [InlineData("2026-11-22", -1, "workdays", "2026-11-20 (Friday)")]
    [InlineData("2026-11-21", 36, "hours", "2026-11-22T12:00:00 (Sunday)")]
    [InlineData("2026-11-21T10:00", 90, "minutes", "2026-11-21T11:30:00 (Saturday)")]
    [InlineData("2026-11-21T10:00", 1.5, "hours", "2026-11-21T11:30:00 (Saturday)")]
    [InlineData("2026-11-21T23:59:59.5", 0.75, "seconds", "2026-11-22T00:00:00.25 (Sunday)")]
    [InlineData("2026-11-21T10:00+02:00", 1, "day", "2026-11-22T10:00:00+02:00 (Sunday)")]
    [InlineData("2026-11-21T10:00Z", 2, "hours", "2026-11-21T12:00:00+00:00 (Saturday)")]
    [InlineData("now", 90, "seconds", "2026-11-21T00:29:06+00:00 (Saturday)")]
    [InlineData("2026-11-21", 0, "days", "2026-11-21 (Saturday)")]
    public async Task AddToDate_AnAmount_MovesTheDate(string date, double amount, string unit, string expected)
    {
        Assert.Equal(expected, await Tools["add_to_date"].CallAsync(("date", date), ("amount", amount), ("unit", unit)));
    }

    [Theory]
    [InlineData("2026-03-07T10:00", 1, "day", "2026-03-08T10:00:00-04:00 (Sunday, America/New_York)")]
    [InlineData("2026-03-07T10:00", 24, "hours", "2026-03-08T11:00:00-04:00 (Sunday, America/New_York)")]
    [InlineData("2026-03-07T02:30", 1, "day", "2026-03-08T03:30:00-04:00 (Sunday, America/New_York, because the clocks skip 02:30 that day)")]
    [InlineData("2026-10-31T01:30", 1, "day", "2026-11-01T01:30:00-04:00 (Sunday, America/New_York)")]
    [InlineData("2026-11-01T01:30", 1, "hour", "2026-11-01T01:30:00-05:00 (Sunday, America/New_York)")]
    public async Task AddToDate_AcrossAClockChange_KeepsTheHandsForDaysAndTheTimeForHours(string date, double amount, string unit, string expected)
    {
        SkipWithoutZones();

        Assert.Equal(expected, await Tools["add_to_date"].CallAsync(("date", date), ("amount", amount), ("unit", unit), ("timeZone", "New York")));
    }

    [Theory]
    [InlineData("2026-12-25", "2026-12-25 is a Friday (day 359 of 2026, ISO week 52).")]
    [InlineData("today", "2026-11-21 is a Saturday (day 325 of 2026, ISO week 47).")]
    [InlineData("day after tomorrow", "2026-11-23 is a Monday (day 327 of 2026, ISO week 48).")]
    [InlineData("1969-07-20", "1969-07-20 is a Sunday (day 201 of 1969, ISO week 29).")]
    [InlineData("1 January 2027", "2027-01-01 is a Friday (day 1 of 2027, ISO week 53).")]
    [InlineData("2026-1-5", "2026-01-05 is a Monday (day 5 of 2026, ISO week 2).")]
    public async Task DayOfWeek_Date_NamesTheDay(string date, string expected)
    {
        Assert.Equal(expected, await Tools["day_of_week"].CallAsync(("date", date)));
    }

    [Fact]
    public async Task DayOfWeek_Today_IsThatOfTheZone()
    {
        Assert.StartsWith("2026-11-20 is a Friday", await Tools["day_of_week"].CallAsync(("date", "today"), ("timeZone", "-05:00")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The date is empty. Write it as 2026-12-25,")]
    [InlineData("soon", "'soon' is not a date. Write it as 2026-12-25,")]
    [InlineData("03/04/2026", "'03/04/2026' may be day/month or month/day. Write the date as year-month-day, such as 2026-12-25.")]
    [InlineData("3.4.26", "'3.4.26' may be day/month or month/day.")]
    [InlineData("2026-02-30", "There is no 2026-02-30: that month has 28 days.")]
    [InlineData("2026-13-01", "'2026-13-01' is not a date.")]
    [InlineData("0000-01-01", "'0000-01-01' is not a date.")]
    [InlineData("2026-11-21T25:00", "'25:00' is not a time of day. Times run from 00:00 to 23:59:59.")]
    [InlineData("2026-11-21T10:00+20:00", "'+20:00' is not an offset from UTC. Offsets run from -14:00 to +14:00.")]
    public async Task DayOfWeek_NotADate_SaysWhatIsRead(string date, string expected)
    {
        Assert.Contains(expected, await Tools["day_of_week"].CallAsync(("date", date)).ErrorAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("today", 1, "moons", "'moons' is not a unit of time. Use years, months, weeks, days, workdays, hours, minutes or seconds.")]
    [InlineData("today", 1, "", "'' is not a unit of time.")]
    [InlineData("today", 1.5, "days", "The amount of days is a whole number, not 1.5. Use a smaller unit for parts.")]
    [InlineData("today", double.NaN, "hours", "The amount is not a number. Give one such as 10 or -10.")]
    [InlineData("today", 9000, "years", "The date lies outside the years 1 to 9999.")]
    [InlineData("today", 1e12, "days", "The amount of days is a whole number, not 1000000000000.")]
    [InlineData("today", 1e9, "weeks", "The date lies outside the years 1 to 9999.")]
    [InlineData("today", 1e300, "hours", "The date lies outside the years 1 to 9999.")]
    [InlineData("today", 200_000, "workdays", "At most 100000 workdays are added at once.")]
    [InlineData("9999-12-31T23:00-05:00", 1, "hours", "The date lies outside the years 1 to 9999.")]
    public async Task AddToDate_CannotBeDone_SaysWhy(string date, double amount, string unit, string expected)
    {
        Assert.Contains(expected, await Tools["add_to_date"].CallAsync(("date", date), ("amount", amount), ("unit", unit)).ErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddToDate_ThenDifference_GivesTheAmountBack()
    {
        var random = new Random(3);

        for (var i = 0; i < 500; i++)
        {
            var date = new DateOnly(2000, 1, 1).AddDays(random.Next(20_000)).ToString("O");
            var amount = random.Next(-5000, 5000);

            var moved = (await Tools["add_to_date"].CallAsync(("date", date), ("amount", amount), ("unit", "days"))).Split(' ')[0];
            var back = await Tools["date_difference"].CallAsync(("from", date), ("to", moved), ("unit", "days"));

            Assert.Equal($"{amount}", back.Split(' ')[0]);
        }
    }

    [Fact]
    public async Task AnyTool_RandomText_ThrowsNothingButToolException()
    {
        string[] pieces = ["2026", "-", "12", "25", "T", ":", "30", "+", "Z", " ", "0001-01-01", "9999-12-31", "T23:59", "T00:00", "-14:00", "+14:00", "today", "now", "Dec", "/", "Paris", "Europe", "é", "UTC", "GMT", "Etc"];
        string[] units = ["days", "years", "months", "weeks", "hours", "seconds", "workdays", "x", ""];
        var random = new Random(11);
        var zonesTried = 0;

        for (var i = 0; i < 3000; i++)
        {
            var (a, b, unit) = (Text(), Text(), units[random.Next(units.Length)]);
            var zone = i % 100 == 0 ? Text() : null;
            zonesTried += zone is null ? 0 : 1;
            await Try("date_difference", ("from", a), ("to", b), ("unit", unit), ("timeZone", zone));
            await Try("add_to_date", ("date", a), ("amount", (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(0, 300))), ("unit", unit), ("timeZone", zone));
            await Try("add_to_date", ("date", a), ("amount", (double)random.Next(-20_000, 20_000)), ("unit", unit), ("timeZone", zone));
            await Try("day_of_week", ("date", a), ("timeZone", zone));
        }

        Assert.Equal(30, zonesTried);
        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    [Fact]
    public void Create_Tools_AskForWhatTheyNeed()
    {
        Assert.Equal(["current_time", "date_difference", "add_to_date", "day_of_week"], DateTimeTools.Create().Select(t => t.Name));
        Assert.Equal(["date", "amount", "unit"], Tools["add_to_date"].JsonSchema.GetProperty("required").EnumerateArray().Select(e => e.GetString()));
        Assert.False(Tools["current_time"].JsonSchema.TryGetProperty("required", out _));
    }

    private static void SkipWithoutZones() =>
        Assert.SkipUnless(TimeZoneInfo.TryFindSystemTimeZoneById("America/New_York", out _), "This machine has no time zone data.");

    private static async Task Try(string tool, params (string, object?)[] arguments)
    {
        try
        {
            await Tools[tool].CallAsync(arguments);
        }
        catch (ToolException error)
        {
            Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        }
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => now;
    }
}
