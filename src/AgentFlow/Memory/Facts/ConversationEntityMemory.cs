using AgentFlow.Output;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// Remembers facts about the persons, places and things of a conversation, and shows the model those of the ones that are being talked about,
/// before the last exchanges. The model that writes the facts is given only what is new.
/// </summary>
/// <remarks>
/// LangChain's memory of the same name asks a model twice in each turn, reads its answers as comma-separated text, and updates synchronously only.
/// Safe for use by many runs at once. Does not own the model.
/// </remarks>
public sealed class ConversationEntityMemory : ConversationMemory
{
    /// <summary>How many exchanges are shown unless one says otherwise, as in LangChain.</summary>
    public const int DefaultExchanges = 3;

    private readonly FactMemoryOptions _options;
    private readonly int _exchanges;
    private readonly PromptTokenCounter _counter;
    private readonly FactExtraction<EntityFacts, EntityAnswer> _extraction;

    /// <summary>A memory of entities.</summary>
    /// <param name="model">The model that writes the facts; it must be able to answer in JSON.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public ConversationEntityMemory(IChatClient model, FactMemoryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _options = options ?? new FactMemoryOptions();
        _options.ThrowIfInvalid();
        _exchanges = _options.Exchanges ?? DefaultExchanges;
        _counter = _options.Counter ?? new PromptTokenCounter();
        var state = new DerivedState<FactState<EntityFacts>>(_options.Name ?? "entities", _options.Store ?? new InMemoryKeyValueStore(), MemoryJsonContext.Default.EntryEntities);
        _extraction = new(model, state, _counter, _options.ChunkTokens, Parse.Json(MemoryJsonContext.Default.EntityAnswer)) { Ask = Ask, Take = Take };
    }

    /// <summary>What is known of a session's entities.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<IReadOnlyList<EntityFacts>> GetEntitiesAsync(string sessionId, CancellationToken cancellationToken = default) =>
        (await _extraction.FindAsync(sessionId, cancellationToken).ConfigureAwait(false))?.Facts ?? [];

    /// <summary>The parts of a session from which no facts could be taken.</summary>
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
        var text = NameSearch.TextFrom(turn.Messages, start);
        var lines = known.Facts.Where(e => NameSearch.Mentions(text, e.Name)).OrderByDescending(e => e.UpdatedAt).Select(e => $"{e.Name}: {e.Facts}");
        return MessageGroups.From(turn.Messages, start, FactMessage.Of(lines, _counter, _options));
    }

    /// <inheritdoc />
    public override void Learn(IReadOnlyList<ChatMessage> shown, ChatOptions? options, UsageDetails usage) => _counter.Learn(shown, options, usage);

    private string Ask(FactState<EntityFacts> known, string lines) => _options.Prompts.ExtractEntities.Format(
        ("entities", FactMessage.Lines(known.Facts.Where(e => NameSearch.Mentions(lines, e.Name)).Select(e => $"{e.Name}: {e.Facts}"))),
        ("names", string.Join(", ", known.Facts.OrderByDescending(e => e.UpdatedAt).Take(100).Select(e => e.Name))),
        ("new_lines", lines));

    private static List<EntityFacts> Take(FactState<EntityFacts> known, EntityAnswer answer, (long From, long To) places)
    {
        var facts = known.Facts.ToList();
        foreach (var entity in answer.Entities.Where(e => !string.IsNullOrWhiteSpace(e.Name) && !string.IsNullOrWhiteSpace(e.Facts)))
        {
            var at = facts.FindIndex(f => string.Equals(f.Name, entity.Name.Trim(), StringComparison.OrdinalIgnoreCase));
            var updated = new EntityFacts { Name = at < 0 ? entity.Name.Trim() : facts[at].Name, Facts = entity.Facts.Trim(), UpdatedAt = places.To };
            if (at < 0)
                facts.Add(updated);
            else
                facts[at] = updated;
        }
        return facts;
    }
}
