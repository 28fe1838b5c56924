namespace AgentFlow.Sandbox;

/// <summary>A clock whose date stands still, so that a script that is run again reads the same one; what it computes is timed all the same.</summary>
internal sealed class FrozenTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
