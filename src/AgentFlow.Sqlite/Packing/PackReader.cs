using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Packing;

/// <summary>Finds events, wherever they lie: in a row of their own or in a pack. Keeps the pack opened last. For one reading, inside one transaction.</summary>
internal sealed class PackReader(Database database, RowText rows)
{
    private const string SelectPack = """
        SELECT p.seq, p.size, p.data, c.text, c.hash FROM packs p LEFT JOIN contents c ON c.id = p.content
        WHERE p.run = ?1 AND p.seq <= ?2 AND p.seq + p.count > ?2 ORDER BY p.seq DESC LIMIT 1
        """;

    private long _run;
    private long _seq;
    private (byte[] Text, byte[] Hash)? _content;
    private List<ReadOnlyMemory<byte>> _events = [];

    /// <summary>An event as JSON.</summary>
    public byte[]? Find(long run, string runId, long seq)
    {
        if (TryOpen(run, runId, seq) is { } events)
            return events[(int)(seq - _seq)].ToArray();
        using var row = database.Prepare("SELECT json FROM events WHERE run = ?1 AND seq = ?2").Bind(1, run).Bind(2, seq);
        return row.Step() ? rows.OpenEvent(row.GetUtf8(0), runId, seq) : null;
    }

    /// <summary>The pack that has an event, from that event on, and the instructions that were taken out of the first; null when the event is in no pack.</summary>
    public (IReadOnlyList<ReadOnlyMemory<byte>> Events, (byte[] Text, byte[] Hash)? Content)? FindPack(long run, string runId, long seq) =>
        TryOpen(run, runId, seq) is { } events ? (events[(int)(seq - _seq)..], _seq == seq ? _content : null) : null;

    private List<ReadOnlyMemory<byte>>? TryOpen(long run, string runId, long seq)
    {
        if (run == _run && seq >= _seq && seq < _seq + _events.Count)
            return _events;
        using var row = database.Prepare(SelectPack).Bind(1, run).Bind(2, seq);
        if (!row.Step())
            return null;
        var from = row.GetInt64(0);
        var events = EventPack.Open(rows.OpenPack(row.GetUtf8(2), runId, from), (int)row.GetInt64(1));
        (_run, _seq, _events, _content) = (run, from, events, row.IsNull(3) ? null : (row.GetUtf8(3).ToArray(), row.GetUtf8(4).ToArray()));
        return events;
    }
}
