using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Shows the model everything that was said. LangChain's memory of the same name.</summary>
public sealed class ConversationBufferMemory : ConversationMemory
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return ValueTask.FromResult<IReadOnlyList<ChatMessage>>(turn.Messages);
    }
}
