using AgentFlow.Runs;

namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.OnMessage"/> is told.</summary>
public sealed class MessageArguments
{
    /// <summary>The run as it stands; to be read during the call, for it moves on.</summary>
    public required RunState State { get; init; }

    /// <summary>The text, as the middleware inside left it; not empty.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it is an answer; otherwise the model says it beside tool calls.</summary>
    public required bool IsAnswer { get; init; }
}
