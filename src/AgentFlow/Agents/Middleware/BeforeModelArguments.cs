using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.BeforeModel"/> is told.</summary>
public sealed class BeforeModelArguments
{
    /// <summary>The run as it stands; to be read during the call, for it moves on.</summary>
    public required RunState State { get; init; }

    /// <summary>What the model would be shown: what the memory chose, as the middleware before left it.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>What the model is asked with. Not to be changed: all calls of the run share it.</summary>
    public required ChatOptions Options { get; init; }
}
