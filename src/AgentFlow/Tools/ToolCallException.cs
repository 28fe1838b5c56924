using AgentFlow.Runs;

namespace AgentFlow.Tools;

/// <summary>A tool call went wrong in a way on which the agent's <see cref="ToolErrorPolicy"/> fails the run.</summary>
public sealed class ToolCallException : Exception
{
    /// <summary>Says which call it was.</summary>
    /// <param name="completed">What became of the call.</param>
    public ToolCallException(ToolCompleted completed)
        : base(Describe(completed)) => Completed = completed;

    /// <summary>What became of the call, with the message that the model gets if the run is resumed.</summary>
    public ToolCompleted Completed { get; }

    private static string Describe(ToolCompleted completed)
    {
        ArgumentNullException.ThrowIfNull(completed);
        var what = completed.Outcome == ToolOutcome.Succeeded ? "a result that is too large" : $"'{completed.Outcome}'";
        return $"Call '{completed.CallId}' of tool '{completed.Tool}' ended with {what}, on which ToolOptions.Errors fails the run. Resume the run to have the model told and go on.";
    }
}
