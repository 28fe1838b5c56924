namespace AgentFlow.Runs;

/// <summary>A step of a chain got further with its work, such as one of many documents.</summary>
public sealed record StepProgressed : RunEvent
{
    /// <summary>The number of the step in the run, as in its <see cref="StepStarted"/>.</summary>
    public required int Step { get; init; }

    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>How much is done. From 0, and never less than in an earlier event of the same stretch of work; a step may begin another.</summary>
    public required int Done { get; init; }

    /// <summary>How much there is to do.</summary>
    public required int Total { get; init; }
}
