namespace AgentFlow.Sandbox.Permissions;

/// <summary>A clock whose date stands still at the moment when it is made; time spent is counted on, so that time limits hold.</summary>
internal sealed class FrozenTime(TimeProvider time) : TimeProvider
{
    private readonly DateTimeOffset _now = time.GetUtcNow();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => time.GetTimestamp();
}
