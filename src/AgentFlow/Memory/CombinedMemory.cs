using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Several memories at once within one budget: what each derived, up to its share, and then the newest of the messages that any of them shows.
/// </summary>
/// <remarks>Safe for use by many runs at once.</remarks>
public sealed class CombinedMemory : ConversationMemory
{
    private readonly CombinedMemoryPart[] _parts;
    private readonly int _maxTokens;
    private readonly PromptTokenCounter _counter;

    /// <summary>Combines memories.</summary>
    /// <param name="maxTokens">The most tokens that a request may have: instructions, tools, framing, everything. At least 1.</param>
    /// <param name="parts">The memories; what they derived is shown in this order.</param>
    /// <param name="counter">Counts tokens; null for an estimate that corrects itself.</param>
    /// <exception cref="ArgumentException">There is no part, a share is out of range, or the shares are more than 1.</exception>
    public CombinedMemory(int maxTokens, IEnumerable<CombinedMemoryPart> parts, PromptTokenCounter? counter = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens);
        ArgumentNullException.ThrowIfNull(parts);
        _parts = [.. parts];
        if (_parts.Length == 0)
            throw new ArgumentException("A combined memory needs at least one part.", nameof(parts));
        if (_parts.Any(p => p.Share is not (>= 0 and <= 1)) || _parts.Sum(p => p.Share) > 1.000001)
            throw new ArgumentException($"The shares are {string.Join(", ", _parts.Select(p => p.Share))}; each must be from 0 to 1, and together they must not be more than 1.", nameof(parts));
        _maxTokens = maxTokens;
        _counter = counter ?? new PromptTokenCounter();
    }

    /// <inheritdoc />
    public override async ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        var tails = new List<SessionTail>();
        foreach (var part in _parts)
        {
            if (await part.Memory.TailAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } tail)
                return null;
            tails.Add(tail);
        }
        return new SessionTail { From = tails.Min(t => t.From), NeedsEarlier = message => tails.Aggregate(false, (needed, tail) => tail.NeedsEarlier(message) || needed) };
    }

    /// <inheritdoc />
    /// <exception cref="MemoryBudgetException">What must be shown takes more than the budget.</exception>
    public override async ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var log = turn.Messages;
        var shown = new HashSet<ChatMessage>(ReferenceEqualityComparer.Instance);
        var own = new HashSet<ChatMessage>([.. log.Pinned, .. log], ReferenceEqualityComparer.Instance);
        var derivedByPart = new List<IEnumerable<ChatMessage>>();
        foreach (var part in _parts)
        {
            var view = await part.Memory.ViewAsync(turn, cancellationToken).ConfigureAwait(false);
            shown.UnionWith(view.Where(own.Contains));
            derivedByPart.Add(view.Where(m => !own.Contains(m)));
        }
        var recent = MessageLog.Create(log.Where(shown.Contains), log.FirstIndex, log.Pinned);
        var overhead = _counter.CountOverhead(turn.Options);
        BudgetedView.TryChoose(recent, _counter, _maxTokens, overhead, out var needed);
        var derived = new List<ChatMessage>();
        foreach (var (part, messages) in _parts.Zip(derivedByPart))
        {
            // What must be shown comes first: it may leave less than the share.
            var left = _maxTokens - overhead - needed - derived.Sum(_counter.Count);
            derived.AddRange(Cut(messages, Math.Min((int)(part.Share * (_maxTokens - overhead)), left)));
        }
        var chosen = BudgetedView.Choose(recent, _counter, _maxTokens, overhead + derived.Sum(_counter.Count));
        return chosen.ToMessages(derived);
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage)
    {
        _counter.Learn(shown, options, usage);
        foreach (var part in _parts)
            part.Memory.Learn(shown, options, usage);
    }

    /// <summary>As much of the messages as a share allows; the last of them loses its end.</summary>
    private IEnumerable<ChatMessage> Cut(IEnumerable<ChatMessage> messages, int tokens)
    {
        foreach (var message in messages)
        {
            var cost = _counter.Count(message);
            if (cost > tokens)
            {
                if (Shorten(message, tokens) is { } shorter)
                    yield return shorter;
                yield break;
            }
            tokens -= cost;
            yield return message;
        }
    }

    private ChatMessage? Shorten(ChatMessage message, int tokens)
    {
        var (fits, tooLong) = (0, message.Text.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (_counter.Count(Beginning(middle)) <= tokens)
                fits = middle;
            else
                tooLong = middle;
        }
        return fits < 20 ? null : Beginning(fits);

        ChatMessage Beginning(int length) => new(message.Role, string.Concat(message.Text.AsSpan(0, length), " …"));
    }
}
