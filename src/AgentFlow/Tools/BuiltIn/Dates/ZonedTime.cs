namespace AgentFlow.Tools;

/// <summary>Finds the moment at which clocks show a time.</summary>
internal static class ZonedTime
{
    /// <summary>
    /// A time that the clocks skip in spring is moved on by what they skip; of a time that they show twice in autumn the first is meant.
    /// </summary>
    public static DateTimeOffset At(DateTime wall, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(wall))
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddDays(-1))), zone);
        return new(wall, zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall));
    }

    public static ToolException OutOfRange() => new("The date lies outside the years 1 to 9999.");
}
