using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Events for a run, and with them the messages that its session gets.</summary>
internal sealed class RunWrite : Write
{
    private readonly RunAppend _append;
    private readonly StoredEvent[] _events;
    private readonly SessionWrite? _session;
    private readonly EventPacking? _packing;

    public RunWrite(RunAppend append, SessionWrite? session, EventPacking? packing, RowText rows)
    {
        // A caller that gave up waiting may use its list again while the writer still needs it.
        _append = new RunAppend { RunId = append.RunId, ExpectedVersion = append.ExpectedVersion, Events = [.. append.Events] };
        _events = new StoredEvent[append.Events.Count];
        for (var i = 0; i < _events.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(append.Events[i], nameof(append));
            _events[i] = new StoredEvent(append.Events[i], rows, append.RunId, append.ExpectedVersion + i);
        }
        _session = session;
        _packing = packing;
    }

    protected override Exception? TryApply(Database database)
    {
        var (run, before) = Find(database);
        var version = before?.Version ?? 0;
        if (version != _append.ExpectedVersion)
            return new RunConflictException(_append.RunId, _append.ExpectedVersion, version);
        RunSummary summary;
        try
        {
            summary = RunSummary.After(before, _append);
        }
        catch (ArgumentException error)
        {
            return error;
        }
        if (_session?.Check(database) is { } conflict)
            return conflict;
        // First what frees pages, then what takes them.
        _packing?.Apply(database, run);
        _session?.Insert(database, run);
        run = Save(database, run, before, summary);
        for (var i = 0; i < _events.Length; i++)
            _events[i].Insert(database, run, version + i);
        return null;
    }

    protected override void OnCommitted() => _session?.Cache();

    private (long Id, RunSummary? Summary) Find(Database database)
    {
        using var find = database.Prepare(RunRows.Select + " WHERE run_id = ?1").Bind(1, _append.RunId);
        return find.Step() ? (RunRows.GetId(find), RunRows.GetSummary(find)) : (0, null);
    }

    private static long Save(Database database, long run, RunSummary? before, RunSummary summary)
    {
        if (before is null)
        {
            database.Prepare("INSERT INTO runs(run_id, agent, session_id, status, version, started_at, updated_at, parent) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                .Bind(1, summary.RunId).Bind(2, summary.Agent).Bind(3, summary.SessionId).Bind(4, summary.Status.ToString())
                .Bind(5, summary.Version).Bind(6, Ticks.From(summary.StartedAt)).Bind(7, Ticks.From(summary.UpdatedAt)).Bind(8, summary.ParentRunId).Execute();
            return database.LastInsertId;
        }
        database.Prepare("UPDATE runs SET version = ?2, updated_at = ?3 WHERE id = ?1")
            .Bind(1, run).Bind(2, summary.Version).Bind(3, Ticks.From(summary.UpdatedAt)).Execute();
        // By itself, because it touches two indexes and is rare.
        if (summary.Status != before.Status)
            database.Prepare("UPDATE runs SET status = ?2 WHERE id = ?1").Bind(1, run).Bind(2, summary.Status.ToString()).Execute();
        return run;
    }
}
