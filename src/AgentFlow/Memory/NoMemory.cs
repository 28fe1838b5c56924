using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Shows the model the exchange that is under way and nothing before it, though the session keeps everything. System messages are shown.</summary>
public sealed class NoMemory : ConversationMemory
{
    /// <inheritdoc />
    public override ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<SessionTail?>(MessageGroups.Tail(0));

    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return ValueTask.FromResult(MessageGroups.From(turn.Messages, MessageGroups.NewestExchange(turn.Messages)));
    }
}
