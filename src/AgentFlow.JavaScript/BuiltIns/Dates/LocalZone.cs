namespace AgentFlow.JavaScript.BuiltIns.Dates;

/// <summary>Local time from a <see cref="TimeZoneInfo"/>, extended to all years that a date can have.</summary>
internal static class LocalZone
{
    private const double EpochTicks = 621355968000000000;

    /// <summary><c>UTC</c>: the time at which clocks show the local milliseconds. Skipped times are read with the offset before the gap, repeated ones are the first.</summary>
    public static double ToUtc(TimeZoneInfo zone, double local)
    {
        if (!double.IsFinite(local))
            return double.NaN;
        var before = Offset(zone, local - DateMath.MsPerDay);
        var after = Offset(zone, local + DateMath.MsPerDay);
        var early = local - before;
        if (before == after || Offset(zone, early) == before)
            return early;
        var late = local - after;
        return Offset(zone, late) == after ? late : early;
    }

    /// <summary>Milliseconds to add to a time to get local time.</summary>
    public static double Offset(TimeZoneInfo zone, double time)
    {
        if (ReferenceEquals(zone, TimeZoneInfo.Utc) || !double.IsFinite(time))
            return 0;
        var ticks = Math.Clamp((time * TimeSpan.TicksPerMillisecond) + EpochTicks, DateTime.MinValue.Ticks + TimeSpan.TicksPerDay, 3.155e18 - TimeSpan.TicksPerDay);
        return zone.GetUtcOffset(new DateTime((long)ticks, DateTimeKind.Utc)).TotalMilliseconds;
    }
}
