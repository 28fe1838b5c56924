using System.Runtime.CompilerServices;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;
using AgentFlow.Sqlite.Writing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Reading;

/// <summary>The sessions in the journal's file.</summary>
internal sealed class SqliteSessionStore : ISessionStore
{
    private readonly JournalFile _file;
    private readonly SessionCache _cache;
    private readonly TimeProvider _time;

    public SqliteSessionStore(JournalFile file, SqliteJournalOptions options)
    {
        _file = file;
        _cache = new SessionCache(options.CachedSessions);
        _time = options.TimeProvider;
    }

    public ValueTask<Session> LoadAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        cancellationToken.ThrowIfCancellationRequested();
        // First what is kept, then the version: a session grows, so the version that is read is never behind what was kept before.
        var kept = _cache.Find(sessionId);
        var version = _file.Read(sessionId, ReadVersion);
        if (kept is not null && version < kept.Count)
        {
            _cache.Drop(sessionId);
            kept = null;
        }
        if (kept?.Count != version && _cache.Find(sessionId) is { } newer && newer.Count >= version)
            kept = newer;
        kept ??= MessageLog.Create();
        var messages = kept.Count >= version ? kept : kept.AddRange(_file.Read((sessionId, kept.Count, _file.Rows), ReadMessages));
        messages = _cache.Keep(sessionId, messages);
        return ValueTask.FromResult(new Session { Id = sessionId, Version = messages.Count, Messages = messages });
    }

    public ValueTask<Session> LoadTailAsync(string sessionId, SessionTail tail, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        ArgumentNullException.ThrowIfNull(tail);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(_file.Read((sessionId, tail, _file.Rows), TailReader.Read));
    }

    public async ValueTask<long> AppendAsync(SessionAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        var write = Prepare(append);
        await _file.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        return write.NewVersion;
    }

    public async IAsyncEnumerable<SessionSummary> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var session in _file.Read(0, ReadList))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return session;
        }
    }

    public async ValueTask<bool> DeleteAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        var write = new SessionDelete(sessionId, _cache, _file.Rows);
        await _file.WriteAsync(write, cancellationToken).ConfigureAwait(false);
        return write.Found;
    }

    /// <summary>An append as the writer takes it; serialises the messages.</summary>
    /// <param name="append">The messages.</param>
    /// <param name="said">The long run that said them, and its events; null for none.</param>
    public SessionWrite Prepare(SessionAppend append, (string RunId, IReadOnlyList<RunEvent> Events)? said = null) => new(append, _time.GetUtcNow(), _cache, _file.Rows, said);

    /// <summary>The deletion of what is older than that, by the clock that dates sessions.</summary>
    public Prune PreparePrune(TimeSpan? sessions, TimeSpan? runs) => new(_time.GetUtcNow() - sessions, _time.GetUtcNow() - runs, _cache, _file.Rows);

    private static long ReadVersion(Database database, string sessionId)
    {
        using var row = database.Prepare("SELECT version FROM sessions WHERE session_id = ?1").Bind(1, sessionId);
        return row.Step() ? row.GetInt64(0) : 0;
    }

    private static List<ChatMessage> ReadMessages(Database database, (string SessionId, int Seq, RowText Rows) from) => database.InSnapshot(() =>
    {
        var reader = new MessageReader(database, from.Rows);
        var messages = new List<ChatMessage>();
        using var rows = database
            .Prepare("SELECT json FROM messages WHERE session = (SELECT id FROM sessions WHERE session_id = ?1) AND seq >= ?2 ORDER BY seq")
            .Bind(1, from.SessionId).Bind(2, from.Seq);
        while (rows.Step())
            messages.Add(reader.Read(rows.GetUtf8(0), from.SessionId, from.Seq + messages.Count));
        return messages;
    });

    private static List<SessionSummary> ReadList(Database database, int _)
    {
        var sessions = new List<SessionSummary>();
        using var rows = database.Prepare("SELECT session_id, version, updated_at FROM sessions ORDER BY updated_at DESC, session_id");
        while (rows.Step())
            sessions.Add(new SessionSummary { Id = rows.GetString(0), Version = rows.GetInt64(1), UpdatedAt = Ticks.ToTime(rows.GetInt64(2)) });
        return sessions;
    }
}
