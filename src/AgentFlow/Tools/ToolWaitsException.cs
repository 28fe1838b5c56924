namespace AgentFlow.Tools;

/// <summary>
/// Thrown by <see cref="ToolContext.CallAsync"/> when the call waits for a person. A tool lets it pass: the run is suspended, and the tool is run again
/// when the person has decided. Whatever the tool does with it, nothing of this attempt reaches the model.
/// </summary>
public sealed class ToolWaitsException : OperationCanceledException
{
    /// <summary>Says that a call waits.</summary>
    /// <param name="callId">The call.</param>
    public ToolWaitsException(string callId)
        : base($"Call '{callId}' waits for a decision. The tool that made it is run again then.") => CallId = callId;

    /// <summary>The call that waits.</summary>
    public string CallId { get; }
}
