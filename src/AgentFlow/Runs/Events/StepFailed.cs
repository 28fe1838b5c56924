namespace AgentFlow.Runs;

/// <summary>A step of a chain threw, was cancelled, or its stream was left before its end. What surrounds it may try again or do something else.</summary>
public sealed record StepFailed : RunEvent
{
    /// <summary>The number of the step in the run, as in its <see cref="StepStarted"/>.</summary>
    public required int Step { get; init; }

    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>The type name of the exception.</summary>
    public required string Code { get; init; }

    /// <summary>The exception's message.</summary>
    public required string Message { get; init; }

    /// <summary>From its beginning to its failure.</summary>
    public TimeSpan Duration { get; init; }
}
