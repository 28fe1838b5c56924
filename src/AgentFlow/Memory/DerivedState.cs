using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// What a memory derived from a session and up to where: kept in a store under the session's id, or, where there is no session, beside the last
/// message that it covers. It can always be made again, so of two writers the one that covers more is right.
/// </summary>
/// <typeparam name="T">What is derived.</typeparam>
internal sealed class DerivedState<T>(string name, IKeyValueStore store, JsonTypeInfo<DerivedState<T>.Entry> json)
    where T : class
{
    private readonly ConditionalWeakTable<ChatMessage, Entry> _byMessage = [];

    /// <summary>What is known of a session, or null.</summary>
    public async ValueTask<Entry?> LoadAsync(string sessionId, CancellationToken cancellationToken)
    {
        var text = await store.GetAsync(SessionScope.Of(sessionId, name), "state", cancellationToken).ConfigureAwait(false);
        return text is null ? null : JsonSerializer.Deserialize(text, json);
    }

    /// <summary>What is known of the messages of a turn, or null. What it covers is a place in the turn's log.</summary>
    public async ValueTask<Entry?> LoadAsync(MemoryTurn turn, CancellationToken cancellationToken)
    {
        if (turn.SessionId is { } sessionId)
        {
            // A session that was deleted and begun anew, or is seen as it was earlier, is shorter than what was derived from the longer one.
            var entry = await LoadAsync(sessionId, cancellationToken).ConfigureAwait(false);
            var covered = (entry?.Covered ?? 0) - turn.Messages.FirstIndex;
            return entry is null || covered < 0 || covered > turn.HistoryCount ? null : entry with { Covered = covered };
        }
        for (var i = turn.Messages.Count - 1; i >= 0; i--)
        {
            if (_byMessage.TryGetValue(turn.Messages[i], out var entry))
                return entry with { Covered = i + 1 };
        }
        return null;
    }

    /// <summary>Keeps what was derived from the messages of a turn before a place in its log.</summary>
    public async ValueTask SaveAsync(MemoryTurn turn, Entry entry, CancellationToken cancellationToken)
    {
        if (turn.SessionId is not { } sessionId)
        {
            _byMessage.AddOrUpdate(turn.Messages[(int)entry.Covered - 1], entry);
            return;
        }
        var lasting = entry with { Covered = entry.Covered + turn.Messages.FirstIndex };
        if (await LoadAsync(sessionId, cancellationToken).ConfigureAwait(false) is not { } other
            || other.Covered < lasting.Covered || other.Covered > turn.Messages.FirstIndex + turn.HistoryCount)
            await store.SetAsync(SessionScope.Of(sessionId, name), "state", JsonSerializer.Serialize(lasting, json), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Something derived from the first messages of a session.</summary>
    /// <param name="Covered">How many messages it covers.</param>
    /// <param name="Value">What was derived.</param>
    public sealed record Entry(long Covered, T Value);
}
