using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Messages to be put behind the last one of a session.</summary>
public sealed class SessionAppend
{
    /// <summary>The session; it comes into being with its first messages.</summary>
    public required string SessionId { get; init; }

    /// <summary>The version that the session must have for the append to take place. From 0.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The messages, in order; they must not be changed afterwards.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The run that said them, if one did.</summary>
    public string? RunId { get; init; }
}
