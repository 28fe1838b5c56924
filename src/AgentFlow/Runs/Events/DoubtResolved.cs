namespace AgentFlow.Runs;

/// <summary>A probe or a person said what became of a call in doubt.</summary>
public sealed record DoubtResolved : RunEvent
{
    /// <summary>The call that was in doubt.</summary>
    public required string CallId { get; init; }

    /// <summary>True when the effect had happened, so that the call must not run again; false when it had not.</summary>
    public required bool Happened { get; init; }

    /// <summary>The result for the model when the effect had happened.</summary>
    public string? Result { get; init; }

    /// <summary>Who said so: <c>probe</c> or <c>person</c>.</summary>
    public required string By { get; init; }
}
