using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Reading;
using AgentFlow.Sqlite.Sealing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Messages for a session, alone or as part of a <see cref="RunWrite"/>.</summary>
internal sealed class SessionWrite : Write
{
    private readonly SessionAppend _append;
    private readonly byte[][] _messages;
    private readonly DateTimeOffset _now;
    private readonly SessionCache _cache;
    private readonly bool _isSealed;
    private readonly long[]?[]? _quotes;
    private readonly string?[]? _sealedQuotes;
    private long? _session;

    /// <param name="append">The messages.</param>
    /// <param name="now">When.</param>
    /// <param name="cache">Gets them too.</param>
    /// <param name="rows">How they are written.</param>
    /// <param name="said">The run that said the messages and its events, if these may refer to them; null to write them in full.</param>
    public SessionWrite(SessionAppend append, DateTimeOffset now, SessionCache cache, RowText rows, (string RunId, IReadOnlyList<RunEvent> Events)? said = null)
    {
        // A caller that gave up waiting may use its list again while the writer still needs it.
        _append = new SessionAppend { SessionId = append.SessionId, ExpectedVersion = append.ExpectedVersion, Messages = [.. append.Messages], RunId = append.RunId };
        _messages = new byte[append.Messages.Count][];
        for (var i = 0; i < _messages.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(append.Messages[i], nameof(append));
            _messages[i] = RunEventJson.Serialize(append.Messages[i]);
        }
        _now = now;
        _cache = cache;
        _isSealed = rows.IsSealed;
        _quotes = said is { } of ? MessageQuotes.Find(of.Events, _messages) : null;
        if (!_isSealed)
            return;
        _sealedQuotes = new string?[_messages.Length];
        for (var i = 0; i < _messages.Length; i++)
        {
            if (_quotes?[i] is { } quote)
                _sealedQuotes[i] = rows.SealQuote(quote, append.SessionId, append.ExpectedVersion + i, said!.Value.RunId);
            else
                _messages[i] = rows.Write(append.Messages[i], append.SessionId, append.ExpectedVersion + i);
        }
    }

    public long NewVersion => _append.ExpectedVersion + _messages.Length;

    /// <summary>Looks the session up; returns why it cannot be appended to. The first half of the write.</summary>
    public SessionConflictException? Check(Database database)
    {
        using var find = database.Prepare("SELECT id, version FROM sessions WHERE session_id = ?1").Bind(1, _append.SessionId);
        var exists = find.Step();
        _session = exists ? find.GetInt64(0) : null;
        var version = exists ? find.GetInt64(1) : 0;
        return version == _append.ExpectedVersion ? null : new SessionConflictException(_append.SessionId, _append.ExpectedVersion, version);
    }

    /// <summary>Writes the messages into the session that was looked up. The second half.</summary>
    /// <param name="database">Where to.</param>
    /// <param name="run">The number of the run that said them, if one did.</param>
    public void Insert(Database database, long run)
    {
        if (_session is { } session)
        {
            database.Prepare("UPDATE sessions SET version = ?2, updated_at = ?3 WHERE id = ?1")
                .Bind(1, session).Bind(2, NewVersion).Bind(3, Ticks.From(_now)).Execute();
        }
        else
        {
            database.Prepare("INSERT INTO sessions(session_id, version, updated_at) VALUES(?1, ?2, ?3)")
                .Bind(1, _append.SessionId).Bind(2, NewVersion).Bind(3, Ticks.From(_now)).Execute();
            session = database.LastInsertId;
        }
        var insert = database.Prepare("INSERT INTO messages(session, seq, run_id, json) VALUES(?1, ?2, ?3, ?4)").Bind(1, session);
        for (var i = 0; i < _messages.Length; i++)
        {
            var quote = _quotes?[i];
            insert.Bind(2, _append.ExpectedVersion + i).Bind(3, quote is null ? _append.RunId : null)
                .Bind(4, quote is null ? _messages[i] : Quote(_append.Messages[i].Role, run, quote, _sealedQuotes?[i])).Execute();
            if (!_isSealed && MessageRows.HasWords(_append.Messages[i]))
                MessageRows.AddWords(database, database.LastInsertId, _messages[i]);
        }
        if (_quotes?.Any(q => q is not null) == true)
        {
            database.Prepare("INSERT INTO quotes(run, session, seq, count) VALUES(?1, ?2, ?3, ?4)")
                .Bind(1, run).Bind(2, session).Bind(3, _append.ExpectedVersion).Bind(4, (long)_messages.Length).Execute();
        }
    }

    private static byte[] Quote(ChatRole role, long run, long[] events, string? sealedEvents) =>
        sealedEvents is null ? MessageQuotes.Write(role, run, events) : MessageQuotes.Write(role, run, sealedEvents);

    /// <summary>Lets the next load have the messages without reading them.</summary>
    public void Cache() => _cache.Append(_append.SessionId, _append.ExpectedVersion, _append.Messages);

    protected override Exception? TryApply(Database database)
    {
        if (Check(database) is { } conflict)
            return conflict;
        Insert(database, run: 0);
        return null;
    }

    protected override void OnCommitted() => Cache();
}
