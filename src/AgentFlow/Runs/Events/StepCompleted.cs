namespace AgentFlow.Runs;

/// <summary>A step of a chain gave its result.</summary>
public sealed record StepCompleted : RunEvent
{
    /// <summary>The number of the step in the run, as in its <see cref="StepStarted"/>.</summary>
    public required int Step { get; init; }

    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>From its beginning to its result; for a stream, to the end of it.</summary>
    public TimeSpan Duration { get; init; }
}
