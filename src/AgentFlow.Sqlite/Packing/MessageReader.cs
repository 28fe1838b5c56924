using System.Text.Json;
using AgentFlow.Runs;
using AgentFlow.Sqlite.Driver;
using AgentFlow.Sqlite.Sealing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Packing;

/// <summary>Reads messages out of their rows, or out of the events that say them. For one reading, inside one transaction.</summary>
internal sealed class MessageReader(Database database, RowText rows)
{
    private readonly PackReader _packs = new(database, rows);
    private (long Id, string RunId) _run;

    public ChatMessage Read(ReadOnlySpan<byte> json, string sessionId, long seq)
    {
        if (!MessageQuotes.IsQuote(json))
            return rows.ReadMessage(json, sessionId, seq);
        var (run, numbers) = ReadQuote(json, sessionId, seq);
        var events = new List<RunEvent>();
        foreach (var number in numbers)
        {
            if (_packs.Find(run.Id, run.RunId, number) is { } said)
                events.Add(RunEventJson.DeserializeEvent(said));
        }
        return MessageQuotes.Restore(events) ?? throw rows.Damaged($"message {seq} {sessionId}", "It refers to events that are not there.");
    }

    /// <summary>The run that a row refers to, and the numbers of its events.</summary>
    private ((long Id, string RunId) Run, long[] Events) ReadQuote(ReadOnlySpan<byte> json, string sessionId, long seq)
    {
        List<long> numbers = [];
        ReadOnlySpan<byte> hidden = default;
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
                numbers.Add(reader.GetInt64());
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("sealed"u8) && reader.Read())
                hidden = reader.ValueSpan;
        }
        var run = FindRun(numbers[0]);
        return (run, rows.IsSealed ? rows.OpenQuote(hidden, sessionId, seq, run.RunId) : [.. numbers[1..]]);
    }

    private (long Id, string RunId) FindRun(long id)
    {
        if (_run.Id != id)
        {
            using var row = database.Prepare("SELECT run_id FROM runs WHERE id = ?1").Bind(1, id);
            _run = row.Step() ? (id, row.GetString(0)) : throw rows.Damaged($"run {id}", "A message refers to it, and it is not there.");
        }
        return _run;
    }
}
