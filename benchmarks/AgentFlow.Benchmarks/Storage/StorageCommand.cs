using System.Diagnostics;
using System.Globalization;
using AgentFlow.Agents;
using AgentFlow.Sqlite;
using AgentFlow.Tools;
using SQLitePCL;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Storage;

/// <summary>
/// <c>storage</c>: what a run of 1,000 steps costs in the file, against what it newly said: the UTF-8 bytes of its instructions, question, arguments, results and answer,
/// each once. The cost is the size of the closed file without that of an empty journal.
/// </summary>
internal static class StorageCommand
{
    private const int Steps = 1000;

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("agentflow-storage-").FullName;
        try
        {
            var empty = await MakeEmptyAsync(Path.Combine(folder, "empty.db"));
            List<string[]> rows = [];
            List<string[]> parts = [];
            foreach (var bytes in (int[])[500, 20])
            {
                foreach (var isNoise in (bool[])[false, true])
                {
                    foreach (var (name, session, key) in ((string, string?, byte[]?)[])[("alone", null, null), ("in a session", "s", null), ("in a session, encrypted", "s", new byte[32])])
                    {
                        var path = Path.Combine(folder, $"{rows.Count}.db");
                        var text = new StorageText(isNoise);
                        var runId = await MeasureAsync(path, text, bytes, session, key);
                        var read = await ReadAsync(path, runId, session, key);
                        var cost = new FileInfo(path).Length - empty;
                        var title = $"{bytes} bytes a step, {(isNoise ? "random letters" : "words")}, {name}";
                        parts.Add([title, .. Parts(path)]);
                        await CompactAsync(path, key);
                        rows.Add([title, $"{text.Said:N0}", $"{cost:N0}", Ratio(cost, text.Said), Ratio(new FileInfo(path).Length - empty, text.Said), read]);
                    }
                }
            }
            Write(Console.Out, "A run of 1,000 steps", ["", "said, bytes", "cost, bytes", "cost / said", "after `runs compact`", "read, ms"], rows);
            Write(Console.Out, "Where the bytes are", ["", "packs", "events", "messages", "words", "free pages", "rows and indexes"], parts);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> MakeEmptyAsync(string path)
    {
        await using (var journal = new SqliteJournal(path))
            await journal.KeyValues.SetAsync("s", "k", "v");
        return new FileInfo(path).Length;
    }

    private static async Task<string> MeasureAsync(string path, StorageText text, int bytes, string? session, byte[]? key)
    {
        const string Instructions = "You look things up until you know, and then answer in one sentence.";
        await using var journal = new SqliteJournal(path, new SqliteJournalOptions { Durability = SqliteDurability.Normal, EncryptionKey = key });
        var search = Tool.Create((string q) => text.Say(bytes * 4 / 5), "search");
        using var model = new StorageModel(Steps, text.Say, bytes / 5, bytes);
        text.Add(Instructions.Length + (Steps * """{"q":""}""".Length));
        var agent = new Agent(model, new AgentOptions
        {
            Journal = journal,
            Instructions = Instructions,
            Tools = [search],
            Limits = new RunLimits { MaxIterations = Steps + 10, MaxToolCalls = null, MaxTokens = null, MaxDuration = null },
            // Random letters come again in a short text, which is no mistake of the model here.
            ToolOptions = new ToolOptions { MaxIdenticalCalls = int.MaxValue },
        });
        var result = await agent.RunAsync(text.Say(bytes), session);
        if (result.State.ToolCalls != Steps)
            throw new InvalidOperationException($"The run made {result.State.ToolCalls} calls instead of {Steps}.");
        return result.RunId;
    }

    /// <summary>The least time of several in which the run's events, and the session's messages if it has some, are read from the file.</summary>
    private static async Task<string> ReadAsync(string path, string runId, string? session, byte[]? key)
    {
        var least = double.MaxValue;
        for (var round = 0; round < 10; round++)
        {
            await using var journal = new SqliteJournal(path, new SqliteJournalOptions { EncryptionKey = key });
            await journal.KeyValues.GetAsync("s", "k");
            var began = Stopwatch.GetTimestamp();
            await foreach (var _ in journal.ReadAsync(runId))
            {
            }
            if (session is not null)
                await journal.Sessions.LoadAsync(session);
            least = Math.Min(least, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Figure(least);
    }

    private static async Task CompactAsync(string path, byte[]? key)
    {
        await using var journal = new SqliteJournal(path, new SqliteJournalOptions { EncryptionKey = key });
        await journal.CompactAsync();
    }

    /// <summary>The bytes of what is in the rows; what is left of the file is what SQLite keeps around them.</summary>
    private static string[] Parts(string path)
    {
        string[] sums =
        [
            "SELECT coalesce(sum(length(data)), 0) FROM packs",
            "SELECT coalesce(sum(length(CAST(json AS BLOB))), 0) FROM events",
            "SELECT coalesce(sum(length(CAST(json AS BLOB)) + coalesce(length(run_id), 0)), 0) FROM messages",
            "SELECT coalesce(sum(length(block)), 0) FROM words_data",
            "SELECT freelist_count * page_size FROM pragma_freelist_count, pragma_page_size",
        ];
        var parts = sums.Select(s => Get(path, s)).ToList();
        return [.. parts.Append(new FileInfo(path).Length - parts.Sum()).Select(p => p.ToString("N0", CultureInfo.InvariantCulture))];
    }

    private static long Get(string path, string sql)
    {
        Check(raw.sqlite3_open_v2(path, out var database, raw.SQLITE_OPEN_READONLY, null), sql);
        using (database)
        {
            Check(raw.sqlite3_prepare_v2(database, sql, out var row), sql);
            using (row)
                return raw.sqlite3_step(row) == raw.SQLITE_ROW ? raw.sqlite3_column_int64(row, 0) : throw new InvalidOperationException($"'{sql}' gave no row.");
        }
    }

    private static void Check(int code, string sql)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException($"SQLite answered '{sql}' with code {code}.");
    }

    private static string Ratio(long cost, long said) => ((double)cost / said).ToString("0.00", CultureInfo.InvariantCulture);
}
