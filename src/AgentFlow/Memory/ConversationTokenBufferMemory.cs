using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Shows the model as many of the newest exchanges as fit a number of tokens, whole, and never more than that number, counting
/// instructions, tools and framing with the messages. Nothing is deleted.
/// </summary>
/// <remarks>
/// LangChain's memory of the same name counts the texts only, can begin with an answer whose question is gone, and does not prune when it is
/// used asynchronously. Safe for use by many runs at once.
/// </remarks>
public sealed class ConversationTokenBufferMemory : ConversationMemory
{
    /// <summary>The budget unless one says otherwise, as in LangChain.</summary>
    public const int DefaultMaxTokens = 2000;

    private readonly PromptTokenCounter _counter;

    /// <summary>A view within a number of tokens.</summary>
    /// <param name="maxTokens">The most tokens that a request may have, without the room for its answer. At least 1.</param>
    /// <param name="counter">Counts them; null for an estimate that corrects itself.</param>
    public ConversationTokenBufferMemory(int maxTokens = DefaultMaxTokens, PromptTokenCounter? counter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens);
        MaxTokens = maxTokens;
        _counter = counter ?? new PromptTokenCounter();
    }

    /// <summary>The most tokens that a request may have.</summary>
    /// <value>2000.</value>
    public int MaxTokens { get; }

    /// <inheritdoc />
    public override ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        long tokens = 0;
        return ValueTask.FromResult<SessionTail?>(new SessionTail { NeedsEarlier = message => (tokens += _counter.Count(message)) <= MaxTokens });
    }

    /// <inheritdoc />
    /// <exception cref="MemoryBudgetException">The newest message, with instructions and tools, takes more than the budget by itself.</exception>
    public override ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var view = BudgetedView.Choose(turn.Messages, _counter, MaxTokens, _counter.CountOverhead(turn.Options));
        return ValueTask.FromResult(view.ToMessages());
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage) => _counter.Learn(shown, options, usage);
}
