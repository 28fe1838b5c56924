namespace AgentFlow.Tools;

/// <summary>What a run does about a tool call that went wrong.</summary>
public enum ToolErrorAction
{
    /// <summary>The model gets a message that it can act on, and the run goes on.</summary>
    TellModel,

    /// <summary>
    /// The run stops with a <see cref="ToolCallException"/> once the other calls of the same answer have ended. The message for the model is journaled all the same:
    /// who resumes the run has the model told.
    /// </summary>
    FailRun,
}
