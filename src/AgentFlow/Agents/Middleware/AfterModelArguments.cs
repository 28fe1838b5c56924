using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.AfterModel"/> is told.</summary>
public sealed class AfterModelArguments
{
    /// <summary>The run as it stands; to be read during the call, for it moves on.</summary>
    public required RunState State { get; init; }

    /// <summary>The model's answer, as the middleware inside left it.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>What it cost, if the provider said so.</summary>
    public UsageDetails? Usage { get; init; }
}
