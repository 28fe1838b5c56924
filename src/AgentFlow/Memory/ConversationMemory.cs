using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// A view over the log of a session: decides before every call of a model what of the log the model sees. It never changes the log, and
/// what it makes of it (a summary, facts, triples) is data that can be made again.
/// </summary>
/// <remarks>
/// <para>Safe for use by many runs at once. An agent gives it whole turns; on a bare <see cref="IChatClient"/> it is the
/// <see cref="IChatReducer"/> of that client's messages.</para>
/// <para>Whatever a view leaves out, it keeps four promises: a tool call stays with its results, system messages stay, the newest user message
/// stays, and the order stays.</para>
/// </remarks>
public abstract class ConversationMemory : IChatReducer
{
    /// <summary>
    /// How far back the next view will look, so that a store reads no more of a long session than that.
    /// </summary>
    /// <param name="sessionId">The session whose history is about to be loaded.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The end of the session to load; null, the default, for all of it.</returns>
    public virtual ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) => ValueTask.FromResult<SessionTail?>(null);

    /// <summary>What the model sees.</summary>
    /// <param name="turn">The messages so far, and what else takes room in the model's context.</param>
    /// <param name="cancellationToken">Gives up. A memory that asks a model keeps what it has learned by then.</param>
    public abstract ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default);

    /// <summary>Told what the provider counted, so that estimates get better. The default does nothing.</summary>
    /// <param name="shown">What the model was shown.</param>
    /// <param name="options">The options of that call.</param>
    /// <param name="usage">What the provider reported.</param>
    public virtual void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage)
    {
    }

    /// <inheritdoc />
    public async Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var log = messages as MessageLog ?? MessageLog.Create(messages);
        return await ViewAsync(new MemoryTurn { Messages = log, HistoryCount = log.Count }, cancellationToken).ConfigureAwait(false);
    }
}
