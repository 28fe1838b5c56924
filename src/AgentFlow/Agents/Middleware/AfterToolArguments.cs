using AgentFlow.Runs;

namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.AfterTool"/> is told.</summary>
public sealed class AfterToolArguments
{
    /// <summary>The run as it stands; to be read during the call, for it moves on.</summary>
    public required RunState State { get; init; }

    /// <summary>How the tool was started.</summary>
    public required ToolStarted Started { get; init; }

    /// <summary>What came of it, as the middleware inside left it. <see cref="ToolCompleted.Error"/> is journaled as well.</summary>
    public required ToolCompleted Completed { get; init; }
}
