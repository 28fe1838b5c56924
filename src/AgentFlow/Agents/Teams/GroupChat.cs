using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>A group chat as far as it has come, for those who decide how it goes on.</summary>
public sealed record GroupChat
{
    /// <summary>The members, in their order.</summary>
    public required IReadOnlyList<TeamMember> Members { get; init; }

    /// <summary>The session and, at the end, what the user has asked.</summary>
    public required IReadOnlyList<ChatMessage> Conversation { get; init; }

    /// <summary>What members have said to it, in order.</summary>
    public required IReadOnlyList<GroupChatTurn> Turns { get; init; }
}
