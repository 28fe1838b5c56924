namespace AgentFlow.Tools;

/// <summary>
/// A tool that was run again did not make the calls that it had made before, so that their results cannot be given to it. The call ends
/// with a message to the model; what had been done is not done again.
/// </summary>
public sealed class ToolReplayException : Exception
{
    /// <summary>Says where the two runs part.</summary>
    /// <param name="callId">The first call that is not the same.</param>
    /// <param name="message">What it was and what it is.</param>
    public ToolReplayException(string callId, string message)
        : base(message) => CallId = callId;

    /// <summary>The first call that is not the same.</summary>
    public string CallId { get; }
}
