namespace AgentFlow.Runs;

/// <summary>A step of a chain began. Steps stand in each other and may run at the same time.</summary>
public sealed record StepStarted : RunEvent
{
    /// <summary>The number of the step in the run, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The number of the step that this one is part of; null for the outermost.</summary>
    public int? Parent { get; init; }

    /// <summary>The step's name.</summary>
    public required string Name { get; init; }

    /// <summary>The words that the chains around it carry.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The names and values that the chains around it carry; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}
