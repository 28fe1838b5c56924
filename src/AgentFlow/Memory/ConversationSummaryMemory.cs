using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Shows the model a running summary of everything that was said, and the exchange that is under way. Each turn takes only what is new into the
/// summary, so it costs the same however long the session is. The log keeps every message.
/// </summary>
/// <remarks>
/// LangChain's memory of the same name loses the summary with the process and never summarises when it is used asynchronously. Safe for use by
/// many runs at once. Does not own the model.
/// </remarks>
public sealed class ConversationSummaryMemory : ConversationMemory
{
    private readonly RunningSummary _summary;

    /// <summary>A memory that summarises everything.</summary>
    /// <param name="model">The model that writes the summary; a small one will do.</param>
    /// <param name="options">How; <see cref="SummaryMemoryOptions.MaxTokens"/> has no meaning here.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public ConversationSummaryMemory(IChatClient model, SummaryMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new SummaryMemoryOptions();
        options.ThrowIfInvalid();
        _summary = new RunningSummary(model, options);
    }

    /// <inheritdoc />
    public override async ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) => new SessionTail
    {
        From = await _summary.CoveredAsync(sessionId, cancellationToken).ConfigureAwait(false),
        NeedsEarlier = _ => false,
    };

    /// <inheritdoc />
    public override async ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var log = turn.Messages;
        var (covered, summary) = await _summary.LoadAsync(turn, cancellationToken).ConfigureAwait(false);
        var current = MessageGroups.NewestExchange(log);
        var fold = turn.IsReadOnly ? covered : Math.Min(current, turn.HistoryCount);
        if (fold > covered)
            summary = await _summary.FoldAsync(turn, summary, covered, fold, cancellationToken).ConfigureAwait(false);
        return MessageGroups.From(log, Math.Max(fold, covered), _summary.ToMessage(summary));
    }
}
