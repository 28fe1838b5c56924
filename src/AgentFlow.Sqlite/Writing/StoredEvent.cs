using System.Text;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Sealing;

namespace AgentFlow.Sqlite.Writing;

/// <summary>An event as the file has it: JSON, from which the instructions are taken out because most runs of an agent have the same.</summary>
internal readonly struct StoredEvent
{
    private readonly byte[] _json;
    private readonly byte[]? _content;
    private readonly byte[]? _hash;

    public StoredEvent(RunEvent runEvent, RowText rows, string runId, long seq)
    {
        if (runEvent is RunStarted { Instructions: { } instructions } started)
        {
            var text = Encoding.UTF8.GetBytes(instructions);
            _hash = rows.Hash(text);
            _content = rows.SealContent(text, _hash);
            // In an encrypted file the event vouches for the text that it refers to.
            runEvent = started with { Instructions = rows.IsSealed ? Convert.ToHexString(_hash) : null };
        }
        _json = rows.Write(runEvent, runId, seq);
    }

    /// <summary>The event that was stored.</summary>
    /// <param name="runEvent">What its JSON says.</param>
    /// <param name="content">What was taken out of it, as the file has it, and its hash; null for nothing.</param>
    /// <param name="rows">Opens it.</param>
    public static RunEvent Restore(RunEvent runEvent, (byte[] Text, byte[] Hash)? content, RowText rows) =>
        content is { } taken && runEvent is RunStarted started ? started with { Instructions = rows.OpenContent(taken.Text, taken.Hash, started.Instructions) } : runEvent;

    public void Insert(Database database, long run, long seq) =>
        database.Prepare("INSERT INTO events(run, seq, content, json) VALUES(?1, ?2, ?3, ?4)")
            .Bind(1, run).Bind(2, seq).Bind(3, FindOrInsertContent(database)).Bind(4, _json).Execute();

    private long? FindOrInsertContent(Database database)
    {
        if (_content is null)
            return null;
        using (var find = database.Prepare("SELECT id FROM contents WHERE hash = ?1").BindBlob(1, _hash))
        {
            if (find.Step())
                return find.GetInt64(0);
        }
        database.Prepare("INSERT INTO contents(hash, text) VALUES(?1, ?2)").BindBlob(1, _hash).Bind(2, _content).Execute();
        return database.LastInsertId;
    }
}
