using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Shows the model the exchange that is under way and the last <c>k</c> before it. An exchange begins with a user's message and reaches to
/// the next one, so tool calls and their results always stay together and do not use up the window. Nothing is deleted.
/// </summary>
/// <remarks>
/// LangChain's memory of the same name counts single messages, so that tool messages shift its window. System messages in the
/// history are always shown. Safe for use by many runs at once.
/// </remarks>
public sealed class ConversationBufferWindowMemory : ConversationMemory
{
    /// <summary>How many exchanges are shown unless one says otherwise, as in LangChain.</summary>
    public const int DefaultExchanges = 5;

    /// <summary>A window over the last exchanges.</summary>
    /// <param name="k">How many finished exchanges are shown besides the one under way. From 0.</param>
    public ConversationBufferWindowMemory(int k = DefaultExchanges)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        Exchanges = k;
    }

    /// <summary>How many finished exchanges are shown besides the one under way.</summary>
    /// <value>5.</value>
    public int Exchanges { get; }

    /// <inheritdoc />
    public override ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<SessionTail?>(MessageGroups.Tail(Exchanges));

    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return ValueTask.FromResult(MessageGroups.From(turn.Messages, MessageGroups.NewestExchanges(turn.Messages, Exchanges)));
    }
}
