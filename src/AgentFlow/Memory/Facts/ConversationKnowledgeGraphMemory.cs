using AgentFlow.Output;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Remembers a conversation as statements: subject, predicate, object, and the message that says so. Shows the model those around the things
/// that are being talked about, before the last exchanges. A statement that contradicts an earlier one takes its place, and the earlier one is kept
/// as history.
/// </summary>
/// <remarks>
/// LangChain's <c>ConversationKGMemory</c> drops what it cannot split at a comma, and a second relation between the same two things overwrites the
/// first. Safe for use by many runs at once. Does not own the model.
/// </remarks>
public sealed class ConversationKnowledgeGraphMemory : ConversationMemory
{
    /// <summary>How many exchanges are shown unless one says otherwise, as in LangChain.</summary>
    public const int DefaultExchanges = 2;

    private readonly FactMemoryOptions _options;
    private readonly int _exchanges;
    private readonly PromptTokenCounter _counter;
    private readonly FactExtraction<KnowledgeTriple, GraphAnswer> _extraction;

    /// <summary>A memory of statements.</summary>
    /// <param name="model">The model that takes statements out of the conversation; it must be able to answer in JSON.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public ConversationKnowledgeGraphMemory(IChatClient model, FactMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new FactMemoryOptions();
        _options.ThrowIfInvalid();
        _exchanges = _options.Exchanges ?? DefaultExchanges;
        _counter = _options.Counter ?? new PromptTokenCounter();
        var state = new DerivedState<FactState<KnowledgeTriple>>(_options.Name ?? "graph", _options.Store ?? new InMemoryKeyValueStore(), MemoryJsonContext.Default.EntryTriples);
        _extraction = new(model, state, _counter, _options.ChunkTokens, Parse.Json(MemoryJsonContext.Default.GraphAnswer)) { Ask = Ask, Take = Take };
    }

    /// <summary>All statements of a session, those that were replaced included.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<KnowledgeTriple>> GetTriplesAsync(string sessionId, CancellationToken cancellationToken = default) =>
        (await _extraction.FindAsync(sessionId, cancellationToken).ConfigureAwait(false))?.Facts ?? [];

    /// <summary>The parts of a session from which no statements could be taken.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<MemoryGap>> GetGapsAsync(string sessionId, CancellationToken cancellationToken = default) =>
        (await _extraction.FindAsync(sessionId, cancellationToken).ConfigureAwait(false))?.Gaps ?? [];

    /// <inheritdoc />
    public override async ValueTask<SessionTail?> TailAsync(string sessionId, CancellationToken cancellationToken = default) =>
        MessageGroups.Tail(_exchanges, await _extraction.CoveredAsync(sessionId, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public override async ValueTask<IReadOnlyList<ChatMessage>> ViewAsync(MemoryTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var known = await _extraction.CatchUpAsync(turn, cancellationToken).ConfigureAwait(false);
        var start = MessageGroups.NewestExchanges(turn.Messages, _exchanges);
        var lines = Recall(known.Facts, NameSearch.TextFrom(turn.Messages, start), _options.Depth);
        return MessageGroups.From(turn.Messages, start, FactMessage.Of(lines, _counter, _options));
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage) => _counter.Learn(shown, options, usage);

    /// <summary>The statements that count around the names in a text: those that touch one first, then those that touch these, and so on; the newest of each first.</summary>
    private static List<string> Recall(IReadOnlyList<KnowledgeTriple> triples, string text, int depth)
    {
        var current = triples.Where(t => t.ReplacedBy is null).OrderByDescending(t => t.Id).ToList();
        var reached = new HashSet<string>(
            current.SelectMany(t => new[] { t.Subject, t.Object }).Distinct(StringComparer.OrdinalIgnoreCase).Where(n => NameSearch.Mentions(text, n)), StringComparer.OrdinalIgnoreCase);
        var found = new List<KnowledgeTriple>();
        for (var step = 0; step < depth; step++)
        {
            var next = current.Where(t => reached.Contains(t.Subject) || reached.Contains(t.Object)).Except(found).ToList();
            found.AddRange(next);
            reached.UnionWith(next.SelectMany(t => new[] { t.Subject, t.Object }));
        }
        return [.. found.Select(t => t.ToString())];
    }

    private string Ask(FactState<KnowledgeTriple> known, string lines) => _options.Prompts.ExtractTriples.Format(
        ("triples", FactMessage.Lines(known.Facts.Where(t => t.ReplacedBy is null && (NameSearch.Mentions(lines, t.Subject) || NameSearch.Mentions(lines, t.Object)))
            .Select(t => $"{t.Id}: {t.Subject} | {t.Predicate} | {t.Object}"))),
        ("new_lines", lines));

    private static List<KnowledgeTriple> Take(FactState<KnowledgeTriple> known, GraphAnswer answer, (long From, long To) places)
    {
        var triples = known.Facts.ToList();
        foreach (var item in answer.Triples.Where(t => !string.IsNullOrWhiteSpace(t.Subject) && !string.IsNullOrWhiteSpace(t.Predicate) && !string.IsNullOrWhiteSpace(t.Object)))
        {
            var (subject, predicate, value) = (item.Subject.Trim(), item.Predicate.Trim(), item.Object.Trim());
            if (triples.Exists(t => t.ReplacedBy is null && Same(t.Subject, subject) && Same(t.Predicate, predicate) && Same(t.Object, value)))
                continue;
            var id = triples.Count + 1;
            foreach (var replaced in (item.Replaces ?? []).Distinct())
            {
                // A model may name what it was not shown, or what it has replaced already.
                if (replaced >= 1 && replaced < id && triples[replaced - 1].ReplacedBy is null)
                    triples[replaced - 1] = triples[replaced - 1] with { ReplacedBy = id };
            }
            triples.Add(new KnowledgeTriple { Id = id, Subject = subject, Predicate = predicate, Object = value, Source = Math.Clamp(item.Source, places.From, places.To - 1) });
        }
        return triples;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
