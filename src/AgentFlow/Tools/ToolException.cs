namespace AgentFlow.Tools;

/// <summary>Thrown by a tool to tell the model what went wrong. Its message is written for the model and always reaches it.</summary>
public sealed class ToolException : Exception
{
    /// <summary>Says what went wrong.</summary>
    /// <param name="message">What went wrong and what to do instead, as a full sentence.</param>
    public ToolException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong, and keeps the cause for the operator.</summary>
    /// <param name="message">What went wrong and what to do instead, as a full sentence.</param>
    /// <param name="innerException">The cause; the model does not see it.</param>
    public ToolException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
