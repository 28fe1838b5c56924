using System.Runtime.CompilerServices;

namespace AgentFlow.Memory;

/// <summary>Keeps sessions for as long as the process lives.</summary>
public sealed class InMemorySessionStore : ISessionStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (MessageLog Messages, DateTimeOffset UpdatedAt)> _sessions = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    /// <summary>A store without sessions.</summary>
    /// <param name="timeProvider">The clock; by default the system's.</param>
    public InMemorySessionStore(TimeProvider? timeProvider = null) => _time = timeProvider ?? TimeProvider.System;

    /// <summary>Told of each deletion, so that the journal that the store belongs to deletes the session's runs.</summary>
    internal Action<string>? OnDelete { get; init; }

    /// <inheritdoc />
    public ValueTask<Session> LoadAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        lock (_gate)
        {
            var messages = _sessions.TryGetValue(sessionId, out var session) ? session.Messages : MessageLog.Create();
            return ValueTask.FromResult(new Session { Id = sessionId, Version = messages.Count, Messages = messages });
        }
    }

    /// <inheritdoc />
    public ValueTask<long> AppendAsync(SessionAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        lock (_gate)
        {
            var messages = _sessions.TryGetValue(append.SessionId, out var session) ? session.Messages : MessageLog.Create();
            if (messages.Count != append.ExpectedVersion)
                throw new SessionConflictException(append.SessionId, append.ExpectedVersion, messages.Count);
            messages = messages.AddRange(append.Messages);
            _sessions[append.SessionId] = (messages, _time.GetUtcNow());
            return ValueTask.FromResult<long>(messages.Count);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<SessionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        SessionSummary[] sessions;
        lock (_gate)
        {
            sessions = [.. _sessions.OrderByDescending(s => s.Value.UpdatedAt).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => new SessionSummary { Id = s.Key, Version = s.Value.Messages.Count, UpdatedAt = s.Value.UpdatedAt })];
        }
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var session in sessions)
            yield return session;
    }

    /// <inheritdoc />
    public ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        bool found;
        lock (_gate)
            found = _sessions.Remove(sessionId);
        OnDelete?.Invoke(sessionId);
        return ValueTask.FromResult(found);
    }
}
