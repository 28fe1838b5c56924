using AgentFlow.Embeddings;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Shows the model past exchanges that are similar to what is asked, before the last exchanges. LangChain's memory of the same name.
/// </summary>
/// <remarks>
/// The search is exact and looks at every exchange of the session: some milliseconds for ten thousand. Safe for use by many runs at once. Does not
/// own the generator.
/// </remarks>
public sealed class VectorStoreRetrieverMemory : ConversationMemory
{
    /// <summary>Embedding models take some thousand tokens; what is longer is represented by its beginning.</summary>
    private const int MaxTextLength = 8000;

    private readonly IEmbeddingGenerator<string, Embedding<float>> _generator;
    private readonly VectorMemoryOptions _options;
    private readonly PromptTokenCounter _counter;
    private readonly ExchangeIndex _index;

    /// <summary>A memory that recalls by similarity.</summary>
    /// <param name="generator">Makes embeddings; the same for all that is kept under one name.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public VectorStoreRetrieverMemory(IEmbeddingGenerator<string, Embedding<float>> generator, VectorMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(generator);
        _generator = generator;
        _options = options ?? new VectorMemoryOptions();
        _options.ThrowIfInvalid();
        _counter = _options.Counter ?? new PromptTokenCounter();
        _index = new ExchangeIndex(_options.Name, _options.Store ?? new InMemoryKeyValueStore());
    }

    /// <inheritdoc />
    public override async ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) =>
        MessageGroups.Tail(_options.Exchanges, await _index.CoveredAsync(sessionId, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override async ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var log = turn.Messages;
        var known = await _index.LoadAsync(turn, cancellationToken).ConfigureAwait(false);
        var added = turn.IsReadOnly ? [] : NewExchanges(turn, known);
        var question = Question(log);
        if (added.Count == 0 && (known.Count == 0 || question.Length == 0))
            return MessageGroups.From(log, MessageGroups.NewestExchanges(log, _options.Exchanges));
        string[] texts = [.. added.Select(e => e.Text), .. question.Length > 0 ? (string[])[question] : []];
        var vectors = await _generator.GenerateAsync(texts, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (added.Count > 0)
        {
            added = [.. added.Select((e, i) => e with { Vector = Direction.Of(vectors[i].Vector.Span) })];
            await _index.AddAsync(turn, added, cancellationToken).ConfigureAwait(false);
        }
        var start = MessageGroups.NewestExchanges(log, _options.Exchanges);
        var recalled = question.Length == 0 ? [] : Recall(known.Concat(added).Where(e => e.From < log.FirstIndex + start), Direction.Of(vectors[^1].Vector.Span));
        return MessageGroups.From(log, start, ToMessage(recalled));
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage) => _counter.Learn(shown, options, usage);

    /// <summary>The finished exchanges of the history that are not in the index, without their vectors.</summary>
    private static List<EmbeddedExchange> NewExchanges(MemoryTurn turn, IReadOnlyList<EmbeddedExchange> known)
    {
        var log = turn.Messages;
        var added = new List<EmbeddedExchange>();
        var from = (int)Math.Max(0, (known.Count == 0 ? 0 : known[^1].To) - log.FirstIndex);
        var to = Math.Min(turn.HistoryCount, MessageGroups.NewestExchange(log));
        for (var i = from + 1; i <= to; i++)
        {
            if (i < to && !(MessageGroups.IsUser(log[i]) && !MessageGroups.IsUser(log[i - 1])))
                continue;
            var text = string.Join('\n', Enumerable.Range(from, i - from).Where(m => log[m].Role != ChatRole.System).Select(m => Transcript.Of(log[m])).Where(t => t.Length > 0));
            if (text.Length > 0)
                added.Add(new EmbeddedExchange { From = log.FirstIndex + from, To = log.FirstIndex + i, Text = text.Length > MaxTextLength ? text[..MaxTextLength] : text, Vector = [] });
            from = i;
        }
        return added;
    }

    private static string Question(MessageLog log)
    {
        var start = MessageGroups.NewestExchange(log);
        var text = string.Join('\n', log.Skip(start).Where(MessageGroups.IsUser).Select(m => m.Text)).Trim();
        return text.Length > MaxTextLength ? text[..MaxTextLength] : text;
    }

    /// <summary>The most similar exchanges that fit, in the order in which they were said.</summary>
    private List<EmbeddedExchange> Recall(IEnumerable<EmbeddedExchange> exchanges, ReadOnlySpan<float> question)
    {
        var scored = new List<(double Similarity, EmbeddedExchange Exchange)>();
        foreach (var exchange in exchanges)
        {
            if (Direction.Cosine(exchange.Vector, question) is var similarity && similarity >= _options.MinSimilarity)
                scored.Add((similarity, exchange));
        }
        var left = _options.MaxRecalledTokens;
        return [.. scored.OrderByDescending(s => s.Similarity).ThenByDescending(s => s.Exchange.From).Take(_options.RecalledExchanges)
            .TakeWhile(s => (left -= _counter.Texts.Count(s.Exchange.Text) + 1) >= 0).Select(s => s.Exchange).OrderBy(e => e.From)];
    }

    private ChatMessage? ToMessage(List<EmbeddedExchange> recalled) => recalled.Count == 0 ? null
        : new ChatMessage(ChatRole.System, _options.Prompts.RecalledMessage.Format(("exchanges", string.Join("\n\n", recalled.Select(e => e.Text)))));
}
