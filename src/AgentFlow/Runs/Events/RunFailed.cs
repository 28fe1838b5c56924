namespace AgentFlow.Runs;

/// <summary>The run stopped on an error that is not the model's to mend, such as a server that is down. It can be resumed.</summary>
public sealed record RunFailed : RunEvent
{
    /// <summary>The type name of the exception.</summary>
    public required string Code { get; init; }

    /// <summary>The exception's message.</summary>
    public required string Message { get; init; }
}
