using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Shows the model the newest exchanges as they were said and a running summary of those before, together within a number of tokens. What no
/// longer fits is taken into the summary, several exchanges at a time, so most turns cost no call for it. The log keeps every message.
/// </summary>
/// <remarks>
/// LangChain's memory of the same name does not count the summary, loses it with the process, and prunes a copy of the messages when they are
/// kept in a database. Safe for use by many runs at once. Does not own the model.
/// </remarks>
public sealed class ConversationSummaryBufferMemory : ConversationMemory
{
    /// <summary>When the budget is reached, so much of it is left for the messages: room for the turns to come.</summary>
    private const double ShareAfterFolding = 0.6;

    private readonly RunningSummary _summary;

    /// <summary>A memory that keeps the newest exchanges and summarises the others.</summary>
    /// <param name="model">The model that writes the summary; a small one will do.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public ConversationSummaryBufferMemory(IChatClient model, SummaryMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new SummaryMemoryOptions();
        options.ThrowIfInvalid();
        MaxTokens = options.MaxTokens;
        _summary = new RunningSummary(model, options);
    }

    /// <summary>The most tokens that a request may have.</summary>
    /// <value>2000.</value>
    public int MaxTokens { get; }

    /// <inheritdoc />
    public override async ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) => new SessionTail
    {
        From = await _summary.CoveredAsync(sessionId, cancellationToken).ConfigureAwait(false),
        NeedsEarlier = _ => false,
    };

    /// <inheritdoc />
    /// <exception cref="MemoryBudgetException">The newest message, with instructions, tools and the summary, takes more than the budget by itself.</exception>
    public override async ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var overhead = _summary.Counter.CountOverhead(turn.Options);
        var (covered, summary) = await _summary.LoadAsync(turn, cancellationToken).ConfigureAwait(false);
        var recent = Recent(turn.Messages, covered);
        var view = BudgetedView.Choose(recent, _summary.Counter, MaxTokens, overhead + TokensOf(summary));
        // What a run itself has said has no lasting place yet: it may be left out of the view, and is summarised when it has one.
        var lasting = turn.SessionId is null ? turn.Messages.Count : turn.HistoryCount;
        var foldable = Math.Min(lasting, MessageGroups.NewestExchange(turn.Messages)) - covered;
        if (!turn.IsReadOnly && Math.Min(view.FirstShown, foldable) > 0)
        {
            var budget = overhead + (int)(Math.Max(0, MaxTokens - overhead) * ShareAfterFolding);
            var smaller = BudgetedView.TryChoose(recent, _summary.Counter, budget, overhead + TokensOf(summary), out _) ?? view;
            var upTo = Math.Min(smaller.FirstShown, foldable);
            summary = await _summary.FoldAsync(turn, summary, covered, covered + upTo, cancellationToken).ConfigureAwait(false);
            recent = Recent(turn.Messages, covered + upTo);
            view = BudgetedView.Choose(recent, _summary.Counter, MaxTokens, overhead + TokensOf(summary));
        }
        return _summary.ToMessage(summary) is { } message ? view.ToMessages(message) : view.ToMessages();
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage) => _summary.Counter.Learn(shown, options, usage);

    private int TokensOf(string summary) => _summary.ToMessage(summary) is { } message ? _summary.Counter.Count(message) : 0;

    /// <summary>The messages that are not in the summary; the system messages among the others stay.</summary>
    private static MessageLog Recent(MessageLog log, int covered) => covered == 0 ? log
        : MessageLog.Create(log.Skip(covered), log.FirstIndex + covered, [.. log.Pinned, .. log.Take(covered).Where(m => m.Role == ChatRole.System)]);
}
