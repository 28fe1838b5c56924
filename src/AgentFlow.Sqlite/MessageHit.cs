using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite;

/// <summary>A message that a search found.</summary>
public sealed record MessageHit
{
    /// <summary>The session.</summary>
    public required string SessionId { get; init; }

    /// <summary>The message's place in the session. From 0.</summary>
    public required long Index { get; init; }

    /// <summary>The message.</summary>
    public required ChatMessage Message { get; init; }

    /// <summary>The run that said it, if one did.</summary>
    public string? RunId { get; init; }

    /// <summary>How well it fits the words, by BM25 (Robertson and Zaragoza 2009); the better, the higher. Comparable within one search only.</summary>
    public required double Score { get; init; }
}
