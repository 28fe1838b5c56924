using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Shows what another memory has derived so far and lets it derive nothing more: for a helper beside the agent whose memory it is. LangChain's
/// <c>ReadOnlySharedMemory</c>.
/// </summary>
/// <param name="memory">The other memory.</param>
public sealed class ReadOnlyMemory(ConversationMemory memory) : ConversationMemory
{
    private readonly ConversationMemory _memory = memory ?? throw new ArgumentNullException(nameof(memory));

    /// <inheritdoc />
    public override ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) => _memory.TailAsync(sessionId, cancellationToken);

    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var readOnly = new MemoryTurn { Messages = turn.Messages, HistoryCount = turn.HistoryCount, SessionId = turn.SessionId, Options = turn.Options, IsReadOnly = true };
        return _memory.ViewAsync(readOnly, cancellationToken);
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage) => _memory.Learn(shown, options, usage);
}
