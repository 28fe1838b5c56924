using AgentFlow.Runs;
using AgentFlow.Sqlite;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary>
/// <c>journals [--folder PATH]</c>: appends per second, each waited for before the same run makes its next. Beside them the disk itself: a
/// file written and flushed in the same folder.
/// </summary>
internal static class JournalsCommand
{
    private const int Rounds = 5;
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(1);

    public static async Task<int> RunAsync(string[] args)
    {
        var parent = args is ["--folder", var path] ? path : Path.GetTempPath();
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"agentflow-journals-{Environment.ProcessId}"));
        try
        {
            List<(string Name, int Runs, Func<int, Task<double>> Measure)> lines = [];
            foreach (var runs in (int[])[1, 8])
            {
                foreach (var kind in Enum.GetValues<JournalKind>())
                    lines.Add((kind.ToString(), runs, round => AppendAsync(Path.Combine(folder.FullName, $"{kind}-{runs}-{round}.db"), kind, runs)));
            }
            lines.Add(("a file, 512 bytes and fsync", 1, round => Task.FromResult(WriteAndFlush(Path.Combine(folder.FullName, $"plain-{round}")))));
            var rates = lines.ConvertAll(_ => new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                for (var i = 0; i < lines.Count; i++)
                    rates[i].Add(await lines[i].Measure(round));
            }
            Write(Console.Out, "Appends per second", ["journal", "runs at once", "appends/s, median", "most"], lines.Select((line, i) =>
                (string[])[line.Name, $"{line.Runs}", Figure(rates[i].Order().ElementAt(Rounds / 2)), Figure(rates[i].Max())]));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> AppendAsync(string path, JournalKind kind, int runs)
    {
        var journal = JournalKinds.Open(kind, path);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, runs).Select(i => Task.Run(() => AppendAsync(journal, $"run-{i}", clock))));
        var rate = counts.Sum() / clock.Elapsed.TotalSeconds;
        if (journal is SqliteJournal sqlite)
            await sqlite.DisposeAsync();
        return rate;
    }

    private static async Task<int> AppendAsync(IRunJournal journal, string runId, System.Diagnostics.Stopwatch clock)
    {
        var at = DateTimeOffset.UnixEpoch;
        await journal.AppendAsync(new RunAppend { RunId = runId, ExpectedVersion = 0, Events = [new RunStarted { At = at, Agent = "bench", Input = [new(Microsoft.Extensions.AI.ChatRole.User, "Hi")] }] });
        var count = 1;
        while (clock.Elapsed < RoundLength)
        {
            RunEvent e = new RunResumed { At = at, By = "the benchmark, again and again" };
            await journal.AppendAsync(new RunAppend { RunId = runId, ExpectedVersion = count, Events = [e] });
            count++;
        }
        return count;
    }

    private static double WriteAndFlush(string path)
    {
        var bytes = new byte[512];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var count = 0;
        while (clock.Elapsed < RoundLength)
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
            count++;
        }
        return count / clock.Elapsed.TotalSeconds;
    }
}
