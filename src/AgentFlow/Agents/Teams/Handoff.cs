using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>A handoff, for those who choose what goes along with it.</summary>
public sealed record Handoff
{
    /// <summary>The member that handed over.</summary>
    public required string From { get; init; }

    /// <summary>The member that took over, and that the messages are for.</summary>
    public required string To { get; init; }

    /// <summary>Why, as the one who handed over said it.</summary>
    public required string Reason { get; init; }

    /// <summary>What the one who handed over wrote for the one who takes over.</summary>
    public required string Summary { get; init; }

    /// <summary>The session and, at the end, what the user has said.</summary>
    public required IReadOnlyList<ChatMessage> Conversation { get; init; }

    /// <summary>The index in <see cref="Conversation"/> of the message at which the member took over.</summary>
    public required int Since { get; init; }
}
