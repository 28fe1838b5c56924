using System.Runtime.CompilerServices;
using System.Text;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Packing;
using AgentFlow.Sqlite.Sealing;
using AgentFlow.Sqlite.Writing;

namespace AgentFlow.Sqlite.Reading;

/// <summary>Reads runs.</summary>
internal sealed class RunReader
{
    private const int MaxPageEvents = 128;
    private const int MaxPageBytes = 1 << 20;

    private const string SelectEvents = "SELECT e.json, c.text, c.hash FROM events e LEFT JOIN contents c ON c.id = e.content WHERE e.run = ?1 AND e.seq >= ?2 ORDER BY e.seq";

    private readonly JournalFile _file;

    public RunReader(JournalFile file) => _file = file;

    /// <summary>
    /// Reads page by page, so that no transaction is open while the caller works. Appends come into view as a whole and only behind the others,
    /// so what is read is the run at one moment.
    /// </summary>
    public async IAsyncEnumerable<RunEvent> ReadAsync(string runId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var seq = 0L;
        var isLast = false;
        while (!isLast)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (var page, isLast) = _file.Read((runId, seq, _file.Rows), ReadPage);
            foreach (var runEvent in page)
                yield return runEvent;
            seq += page.Count;
        }
    }

    public async IAsyncEnumerable<RunSummary> ListAsync(RunQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var run in _file.Read(query, ReadList))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return run;
        }
    }

    /// <summary>The events of a run as they will be after an append, in memory.</summary>
    public List<RunEvent> ReadAll(RunAppend append)
    {
        var events = new List<RunEvent>();
        var isLast = false;
        while (!isLast && events.Count < append.ExpectedVersion)
        {
            (var page, isLast) = _file.Read((append.RunId, (long)events.Count, _file.Rows), ReadPage);
            events.AddRange(page);
        }
        events.AddRange(append.Events);
        return events;
    }

    // In one transaction, because an event that was in a row of its own may be in a pack a moment later.
    private static (List<RunEvent> Events, bool IsLast) ReadPage(Database database, (string RunId, long Seq, RowText Rows) from) => database.InSnapshot(() =>
    {
        using var find = database.Prepare("SELECT id FROM runs WHERE run_id = ?1").Bind(1, from.RunId);
        if (!find.Step())
            return ([], true);
        return ReadPack(database, find.GetInt64(0), from) ?? ReadRows(database, find.GetInt64(0), from);
    });

    private static (List<RunEvent> Events, bool IsLast)? ReadPack(Database database, long run, (string RunId, long Seq, RowText Rows) from)
    {
        if (new PackReader(database, from.Rows).FindPack(run, from.RunId, from.Seq) is not { } pack)
            return null;
        var events = new List<RunEvent>(pack.Events.Count);
        foreach (var json in pack.Events)
            events.Add(StoredEvent.Restore(RunEventJson.DeserializeEvent(json.Span), events.Count == 0 ? pack.Content : null, from.Rows));
        return (events, false);
    }

    private static (List<RunEvent> Events, bool IsLast) ReadRows(Database database, long run, (string RunId, long Seq, RowText Rows) from)
    {
        var events = new List<RunEvent>();
        var bytes = 0;
        using var rows = database.Prepare(SelectEvents).Bind(1, run).Bind(2, from.Seq);
        while (events.Count < MaxPageEvents && bytes < MaxPageBytes)
        {
            if (!rows.Step())
                return (events, true);
            var json = rows.GetUtf8(0);
            events.Add(StoredEvent.Restore(from.Rows.ReadEvent(json, from.RunId, from.Seq + events.Count), rows.IsNull(1) ? null : (rows.GetUtf8(1).ToArray(), rows.GetUtf8(2).ToArray()), from.Rows));
            bytes += json.Length;
        }
        return (events, false);
    }

    private static List<RunSummary> ReadList(Database database, RunQuery query)
    {
        var runs = new List<RunSummary>();
        using var rows = database.Prepare(SelectRuns(query)).Bind(1, query.Limit);
        if (query.Agent is not null)
            rows.Bind(2, query.Agent);
        if (query.SessionId is not null)
            rows.Bind(3, query.SessionId);
        if (query.Status is not null)
            rows.Bind(4, query.Status.Value.ToString());
        if (query.ParentRunId is not null)
            rows.Bind(5, query.ParentRunId);
        while (rows.Step())
            runs.Add(RunRows.GetSummary(rows));
        return runs;
    }

    /// <summary>A text for each kind of question, so that each can use its index.</summary>
    private static string SelectRuns(RunQuery query)
    {
        var sql = new StringBuilder(RunRows.Select);
        var glue = " WHERE ";
        // A session and a run have few runs: with one, the plus signs keep SQLite from looking through all runs of an agent or a status instead.
        var isFew = query.SessionId is not null || query.ParentRunId is not null;
        Narrow(query.ParentRunId is not null, "parent = ?5");
        Narrow(query.SessionId is not null, "session_id = ?3");
        Narrow(query.Agent is not null, isFew ? "+agent = ?2" : "agent = ?2");
        Narrow(query.Status is not null, isFew ? "+status = ?4" : "status = ?4");
        Narrow(query.TopLevelOnly, "parent IS NULL");
        return sql.Append(query.OldestFirst ? " ORDER BY started_at, id LIMIT ?1" : " ORDER BY started_at DESC, id DESC LIMIT ?1").ToString();

        void Narrow(bool isAsked, string condition)
        {
            if (isAsked)
                sql.Append(glue).Append(condition);
            glue = isAsked ? " AND " : glue;
        }
    }
}
