using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Reading;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Deletes what nobody has touched for long: sessions as <see cref="SessionDelete"/> does, and runs that are completed.</summary>
internal sealed class Prune(DateTimeOffset? sessionsBefore, DateTimeOffset? runsBefore, SessionCache cache, RowText text) : Write
{
    private readonly List<string> _sessions = [];

    public int Sessions => _sessions.Count;

    public int Runs { get; private set; }

    public override bool LeavesNoTrace => Sessions + Runs > 0;

    protected override Exception? TryApply(Database database)
    {
        _sessions.Clear();
        if (sessionsBefore is { } before)
        {
            using (var rows = database.Prepare("""
                SELECT session_id FROM sessions s WHERE updated_at < ?1
                  AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.session_id = s.session_id AND r.updated_at >= ?1)
                """).Bind(1, Ticks.From(before)))
            {
                while (rows.Step())
                    _sessions.Add(rows.GetString(0));
            }
            foreach (var session in _sessions)
                SessionRows.Delete(database, text, session);
            if (_sessions.Count > 0)
                SessionRows.ForgetWords(database);
        }
        Runs = runsBefore is { } end ? DeleteRuns(database, Ticks.From(end)) : 0;
        return null;
    }

    protected override void OnCommitted() => _sessions.ForEach(cache.Drop);

    private int DeleteRuns(Database database, long before)
    {
        var runs = new List<long>();
        using (var rows = database.Prepare("SELECT id FROM runs WHERE status = 'Completed' AND updated_at < ?1").Bind(1, before))
        {
            while (rows.Step())
                runs.Add(rows.GetInt64(0));
        }
        foreach (var run in runs)
            SessionRows.DeleteRun(database, text, run);
        return runs.Count;
    }
}
