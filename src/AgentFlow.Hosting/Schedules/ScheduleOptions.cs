namespace AgentFlow.Hosting.Schedules;

/// <summary>How a schedule counts its times.</summary>
public sealed class ScheduleOptions
{
    /// <summary>The zone of the cron line's hours and days.</summary>
    /// <value>UTC.</value>
    public TimeZoneInfo TimeZone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>What becomes of times that came while no worker was there.</summary>
    /// <value><see cref="MissedOccurrences.Skip"/>.</value>
    public MissedOccurrences Missed { get; set; }
}
