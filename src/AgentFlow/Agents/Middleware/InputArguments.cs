using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Middleware;

/// <summary>What <see cref="AgentMiddleware.OnInput"/> is told.</summary>
public sealed class InputArguments
{
    /// <summary>The run that is about to begin.</summary>
    public required string RunId { get; init; }

    /// <summary>The session that it belongs to, if it belongs to one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The user on whose behalf it acts, if the request said so.</summary>
    public string? User { get; init; }

    /// <summary>The user's tenant, if the request said so.</summary>
    public string? Tenant { get; init; }

    /// <summary>The new messages, as the middleware before left them.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }
}
