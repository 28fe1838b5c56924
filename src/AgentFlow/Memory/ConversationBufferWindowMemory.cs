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
    public override ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        var exchanges = 0;
        var laterIsUser = false;
        return ValueTask.FromResult<SessionTail?>(new SessionTail { NeedsEarlier = NeedsEarlier });

        bool NeedsEarlier(ChatMessage message)
        {
            var isUser = message.Role == ChatRole.User;
            exchanges += laterIsUser && !isUser ? 1 : 0;
            laterIsUser = isUser;
            return exchanges < Exchanges;
        }
    }

    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var all = turn.Messages;
        var start = FindStart(all);
        if (start == 0 && all.Pinned.Count == 0)
            return ValueTask.FromResult<IReadOnlyList<ChatMessage>>(all);
        var view = new List<ChatMessage>(all.Count - start + all.Pinned.Count);
        view.AddRange(all.Pinned);
        for (var i = 0; i < all.Count; i++)
        {
            if (i >= start || all[i].Role == ChatRole.System)
                view.Add(all[i]);
        }
        return ValueTask.FromResult<IReadOnlyList<ChatMessage>>(view);
    }

    /// <summary>The first message of the oldest exchange that is shown. Several user messages in a row begin one exchange.</summary>
    private int FindStart(MessageLog messages)
    {
        var seen = 0;
        for (var i = messages.Count - 1; i > 0; i--)
        {
            if (messages[i].Role == ChatRole.User && messages[i - 1].Role != ChatRole.User && ++seen > Exchanges)
                return i;
        }
        return 0;
    }
}
