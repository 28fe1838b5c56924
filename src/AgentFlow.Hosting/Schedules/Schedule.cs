using AgentFlow.Agents;

namespace AgentFlow.Hosting.Schedules;

/// <summary>A cron line and what it asks of whom.</summary>
internal sealed record Schedule(string Name, string Agent, CronExpression Cron, Func<DateTimeOffset, RunRequest> Request, TimeZoneInfo Zone, MissedOccurrences Missed)
{
    public DateTimeOffset? Next(DateTimeOffset after) => Cron.Next(after, Zone);

    /// <summary>The request of one time. Whoever makes it, the run has the same id.</summary>
    public RunRequest RequestAt(DateTimeOffset time)
    {
        var request = Request(time);
        return new RunRequest
        {
            RunId = FormattableString.Invariant($"{Name}-{time.UtcDateTime:yyyyMMdd'T'HHmm'Z'}"),
            Messages = request.Messages,
            SessionId = request.SessionId,
            User = request.User,
            Tenant = request.Tenant,
            OutputSchema = request.OutputSchema,
        };
    }
}
