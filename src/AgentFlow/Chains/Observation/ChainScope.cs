namespace AgentFlow.Chains.Observation;

/// <summary>What is told of something that begins and ends: a run, or a step of one.</summary>
internal abstract class ChainScope : IDisposable
{
    /// <summary>What goes on inside runs in this.</summary>
    public abstract ChainContext Context { get; }

    /// <summary>It begins. Called once, and before the others.</summary>
    public abstract void Start();

    /// <summary>Makes it what the calling method's code finds as the current activity.</summary>
    public virtual void Enter()
    {
    }

    /// <summary>Makes what was noted durable and shows it to who listens.</summary>
    public abstract ValueTask ShowAsync();

    public abstract ValueTask CompleteAsync(object? output);

    public abstract ValueTask FailAsync(Exception error);

    public abstract void Dispose();
}
