using AgentFlow.Benchmarks.Measuring;
using AgentFlow.Sqlite;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Memory;

/// <summary>
/// <c>memory [--folder PATH] [--messages N]</c>: sessions of 1,000 and of N messages (100,000) in a file. What the next turn's view costs,
/// an append, a whole turn, and many sessions written at once; beside them plain SQLite.
/// </summary>
internal static class MemoryCommand
{
    private const int Rounds = 9;
    private const int PerRound = 50;
    private const int Short = 1000;
    private const int RowsOfFloor = 12;
    private static readonly string[] Columns = ["messages", "what", "µs, median", "least", "× floor", "bytes allocated"];

    public static async Task<int> RunAsync(string[] args)
    {
        var parent = Value(args, "--folder") ?? Path.GetTempPath();
        var messages = int.Parse(Value(args, "--messages") ?? "100000", System.Globalization.CultureInfo.InvariantCulture);
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"agentflow-memory-{Environment.ProcessId}")).FullName;
        try
        {
            await MeasureViewsAndTurnsAsync(folder, messages);
            await MeasureAppendsAsync(folder, messages);
            return await MeasureManyAsync(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureViewsAndTurnsAsync(string folder, int messages)
    {
        List<string[]> views = [], turns = [], live = [];
        foreach (var count in (int[])[Short, messages])
        {
            await using var session = await LongSession.CreateAsync(Path.Combine(folder, $"views-{count}.db"), SqliteDurability.Normal, count);
            using var plain = new PlainSqlite(Path.Combine(folder, $"plain-{count}.db"), SqliteDurability.Normal, count);
            List<Rounds.Subject> subjects = [Repeat($"plain SELECT of the last {RowsOfFloor} rows", () => { plain.ReadLast(RowsOfFloor); return Task.CompletedTask; })];
            foreach (var (name, memory) in session.Memories)
                subjects.Add(Repeat($"{name}: {await session.ViewAsync(memory)} messages", () => session.ViewAsync(memory)));
            views.AddRange(await RowsAsync(count, subjects));
            live.Add([$"{count:N0}", Figure(GC.GetTotalMemory(forceFullCollection: true) / 1024.0)]);

            subjects = [Repeat("two plain INSERTs, a transaction each, and that SELECT", () => { plain.Append(); plain.Append(); plain.ReadLast(RowsOfFloor); return Task.CompletedTask; })];
            subjects.AddRange(session.Memories.Select(m => Repeat(m.Name, session.Turn(m.Memory))));
            turns.AddRange(await RowsAsync(count, subjects));
        }
        Write(Console.Out, "The view for the next turn, from the file", Columns, views);
        Write(Console.Out, "What stays in managed memory after that", ["messages", "KB"], live);
        Write(Console.Out, "A whole turn of an agent, `Normal`", Columns, turns);
    }

    private static async Task MeasureAppendsAsync(string folder, int messages)
    {
        foreach (var durability in Enum.GetValues<SqliteDurability>())
        {
            await using var session = await LongSession.CreateAsync(Path.Combine(folder, $"append-{durability}.db"), durability, messages);
            using var plain = new PlainSqlite(Path.Combine(folder, $"append-plain-{durability}.db"), durability, messages);
            Write(Console.Out, $"An append of one message, `{durability}`", Columns, await RowsAsync(messages,
            [
                Repeat("plain INSERT, its own transaction", () => { plain.Append(); return Task.CompletedTask; }),
                Repeat("`ISessionStore.AppendAsync`", session.AppendAsync),
            ]));
        }
    }

    private static async Task<int> MeasureManyAsync(string folder)
    {
        List<string[]> rows = [];
        long lostInAll = 0;
        foreach (var durability in Enum.GetValues<SqliteDurability>())
        {
            var (rate, conflicts, lost) = await ManySessions.WriteAsync(Path.Combine(folder, $"many-{durability}.db"), durability, sessions: 1000, tasks: 64, appends: 400);
            rows.Add([$"`{durability}`", Figure(rate), $"{conflicts}", $"{lost}"]);
            lostInAll += lost;
        }
        Write(Console.Out, "1,000 sessions written by 64 tasks, 25,600 appends", ["durability", "appends/s", "conflicts, tried again", "lost or doubled"], rows);
        return lostInAll == 0 ? 0 : 1;
    }

    private static async Task<IEnumerable<string[]>> RowsAsync(int messages, IReadOnlyList<Rounds.Subject> subjects) =>
        (await new Rounds(Rounds).MeasureAsync(subjects)).Select(r => (string[])[$"{messages:N0}", r.Name, Figure(r.Median), Figure(r.Least), Figure(r.Ratio), $"{r.Bytes:N0}"]);

    private static Rounds.Subject Repeat(string name, Func<Task> act) => new(name, () => Sample.MeasureAsync(PerRound, async () =>
    {
        for (var i = 0; i < PerRound; i++)
            await act();
    }));

    private static string? Value(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
