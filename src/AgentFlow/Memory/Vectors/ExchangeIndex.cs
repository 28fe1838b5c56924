using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// The embedded exchanges of sessions: one entry of the store for each, so that a new one costs the same however many there are. What was read is kept
/// for the sessions used last.
/// </summary>
internal sealed class ExchangeIndex(string name, IKeyValueStore store)
{
    private const int KeptSessions = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<EmbeddedExchange>> _kept = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<ChatMessage, EmbeddedExchange> _withoutSession = [];

    /// <summary>The place in a session behind the last exchange that is in the index.</summary>
    public async ValueTask<long> CoveredAsync(string sessionId, CancellationToken cancellationToken)
    {
        var text = await store.GetAsync(Scope(sessionId), "covered", cancellationToken).ConfigureAwait(false);
        return text is null ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
    }

    public async ValueTask<IReadOnlyList<EmbeddedExchange>> LoadAsync(MemoryTurn turn, CancellationToken cancellationToken)
    {
        if (turn.SessionId is not { } sessionId)
            return [.. turn.Messages.Select((m, i) => _withoutSession.TryGetValue(m, out var e) ? e with { From = i, To = i + (e.To - e.From) } : null).OfType<EmbeddedExchange>()];
        var covered = await CoveredAsync(sessionId, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_kept.TryGetValue(sessionId, out var kept) && (kept.Count == 0 ? 0 : kept[^1].To) == covered)
                return [.. kept];
        }
        List<EmbeddedExchange> read = [];
        await foreach (var (key, json) in store.ListAsync(Scope(sessionId), cancellationToken).ConfigureAwait(false))
        {
            if (key != "covered" && JsonSerializer.Deserialize(json, MemoryJsonContext.Default.EmbeddedExchange) is { } entry && entry.To <= covered)
                read.Add(entry);
        }
        lock (_gate)
        {
            if (_kept.Count >= KeptSessions)
                _kept.Clear();
            _kept[sessionId] = read;
            return [.. read];
        }
    }

    /// <summary>Adds exchanges, in their order; the place up to which the index goes moves on last.</summary>
    public async ValueTask AddAsync(MemoryTurn turn, IReadOnlyList<EmbeddedExchange> added, CancellationToken cancellationToken)
    {
        if (turn.SessionId is not { } sessionId)
        {
            foreach (var entry in added)
                _withoutSession.AddOrUpdate(turn.Messages[(int)entry.From], entry);
            return;
        }
        foreach (var entry in added)
            await store.SetAsync(Scope(sessionId), entry.From.ToString("D12", CultureInfo.InvariantCulture), JsonSerializer.Serialize(entry, MemoryJsonContext.Default.EmbeddedExchange), cancellationToken).ConfigureAwait(false);
        await store.SetAsync(Scope(sessionId), "covered", added[^1].To.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            if (_kept.TryGetValue(sessionId, out var kept) && (kept.Count == 0 ? 0 : kept[^1].To) <= added[0].From)
                kept.AddRange(added);
        }
    }

    private string Scope(string sessionId) => SessionScope.Of(sessionId, name);
}
