using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Packing;

/// <summary>
/// Puts the older events of a run into packs. Prepared on the caller's thread out of what is committed; the writer then exchanges rows for packs in the transaction that
/// appends to the run, if nobody else has appended to it meanwhile.
/// </summary>
internal sealed class EventPacking
{
    /// <summary>So many events lie in rows of their own at most, while a run goes on; then they are packed.</summary>
    public const int MaxRows = 128;

    // A pack is opened as a whole.
    private const int MaxPackBytes = 1 << 20;

    private readonly List<Pack> _packs = [];

    public bool IsEmpty => _packs.Count == 0;

    /// <summary>Whether an append is the one at which a run's rows are packed: each time that so many have gathered, and at the end of a run that was as long.</summary>
    public static bool IsDue(RunAppend append) =>
        append.ExpectedVersion / MaxRows < (append.ExpectedVersion + append.Events.Count) / MaxRows
        || (append.ExpectedVersion >= MaxRows && append.Events[^1] is RunCompleted);

    /// <summary>Makes packs of all rows that a run has.</summary>
    public static EventPacking Prepare(Database database, (string RunId, RowText Rows) run)
    {
        var packing = new EventPacking();
        var events = new List<byte[]>();
        var (from, bytes, content) = (0L, 0, (long?)null);
        using var rows = database.Prepare("SELECT seq, content, json FROM events WHERE run = (SELECT id FROM runs WHERE run_id = ?1) ORDER BY seq").Bind(1, run.RunId);
        while (rows.Step())
        {
            var seq = rows.GetInt64(0);
            if (events.Count > 0 && (bytes > MaxPackBytes || seq != from + events.Count))
                Close();
            if (events.Count == 0)
                from = seq;
            content ??= rows.IsNull(1) ? null : rows.GetInt64(1);
            events.Add(run.Rows.OpenEvent(rows.GetUtf8(2), run.RunId, seq));
            bytes += events[^1].Length;
        }
        Close();
        return packing;

        void Close()
        {
            // One alone gains nothing.
            if (events.Count > 1)
            {
                var (data, size) = EventPack.Create(events);
                packing._packs.Add(new Pack(from, events.Count, content, size, run.Rows.SealPack(data, run.RunId, from)));
            }
            events.Clear();
            (bytes, content) = (0, null);
        }
    }

    /// <summary>Exchanges the rows for the packs.</summary>
    public void Apply(Database database, long run)
    {
        foreach (var pack in _packs)
        {
            database.Prepare("DELETE FROM events WHERE run = ?1 AND seq >= ?2 AND seq < ?3").Bind(1, run).Bind(2, pack.Seq).Bind(3, pack.Seq + pack.Count).Execute();
            database.Prepare("INSERT INTO packs(run, seq, count, content, size, data) VALUES(?1, ?2, ?3, ?4, ?5, ?6)")
                .Bind(1, run).Bind(2, pack.Seq).Bind(3, (long)pack.Count).Bind(4, pack.Content).Bind(5, (long)pack.Size).BindBlob(6, pack.Data).Execute();
        }
    }

    private sealed record Pack(long Seq, int Count, long? Content, int Size, byte[] Data);
}
