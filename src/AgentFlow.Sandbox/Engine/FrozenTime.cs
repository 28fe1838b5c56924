namespace AgentFlow.Sandbox.Engine;

/// <summary>A clock whose date stands still, so that a script that is run again reads the same one; time spent is counted on, so that time limits hold.</summary>
internal sealed class FrozenTime(TimeProvider time, DateTimeOffset now) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => time.GetTimestamp();
}
