using System.Diagnostics;
using System.Globalization;
using AgentFlow.KillTarget;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

/// <summary>
/// Real processes, killed while they append, while they keep a summary, and while they bring an old file forward: the session opens and has every
/// message that the dead process was told is written. <c>AGENTFLOW_KILLS</c> and <c>AGENTFLOW_SEED</c> as in <see cref="KillTests"/>.
/// </summary>
public sealed class MemoryKillTests : IDisposable
{
    private static readonly int Kills = Math.Max(1, int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_KILLS") ?? "100", CultureInfo.InvariantCulture) / 10);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_SEED") ?? "20260", CultureInfo.InvariantCulture);

    private readonly TempFolder _folder = new();
    private readonly Random _random = new(Seed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KilledWhileAppending_EveryAcknowledgedMessageIsThere()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await KillAsync("append", _folder["bot.db"], _random.NextDouble() * 30);

            await using var journal = new SqliteJournal(_folder["bot.db"]);
            var session = await journal.Sessions.LoadAsync("s", Token);
            Assert.InRange(session.Version, acknowledged.Max(Parse), acknowledged.Max(Parse) + 2);
            Assert.Equal(Enumerable.Range(0, (int)session.Version).Select(i => $"message {i}"), session.Messages.Select(m => m.Text));
        }
        AssertSound("bot.db");
    }

    [Fact]
    public async Task KilledWhileSummarizing_SessionAndSummaryAreWhole()
    {
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await KillAsync("summary", _folder["bot.db"], _random.NextDouble() * 30);

            await using var journal = new SqliteJournal(_folder["bot.db"]);
            var session = await journal.Sessions.LoadAsync("s", Token);
            Assert.InRange(session.Version, acknowledged.Max(Parse), acknowledged.Max(Parse) + 2);
            Assert.Equal(Enumerable.Range(1, (int)session.Version / 2).Select(n => $"question {n}"), session.Messages.Where(m => m.Role == ChatRole.User).Select(m => m.Text));
            await MemoryVictim.CreateAgent(journal).RunAsync($"question {session.Version / 2 + 1}", "s", Token);
            // What the summary of before the kill covers, and what was taken in now, follow on one another without a gap.
            var state = await journal.KeyValues.GetAsync(SessionScope.Of("s", "summary"), "state", Token);
            Assert.Contains($"\"up to {session.Version / 2}\"", state, StringComparison.Ordinal);
        }
        AssertSound("bot.db");
    }

    [Fact]
    public async Task KilledWhilePacking_EveryRunAndItsMessagesAreWhole()
    {
        // On a crowded machine the process gets less far before each kill; it is killed more often then, until there was something to pack.
        for (var kill = 0; kill < Kills || (CountPacks() <= 1 && kill < 20 * Kills); kill++)
        {
            var acknowledged = await KillAsync("pack", _folder["bot.db"], _random.NextDouble() * 200);

            await using var journal = new SqliteJournal(_folder["bot.db"]);
            var runs = await journal.ListAsync(new RunQuery { Limit = 10_000, OldestFirst = true }, Token).ToListAsync(Token);
            Assert.True(runs.Sum(r => r.Version) >= acknowledged.Max(Parse));
            var said = new List<string>();
            foreach (var run in runs)
            {
                var events = await journal.ReadAsync(run.RunId, Token).ToListAsync(Token);
                Assert.Equal(run.Version, events.Count);
                var state = RunState.Fold(run.RunId, events);
                Assert.Equal(Enumerable.Range(0, state.ToolCalls).Select(i => $"result {run.RunId[4..]} {i}"), events.OfType<ToolCompleted>().Select(e => e.Result));
                if (state.Completed is not null)
                    said.AddRange(state.NewMessages.Select(Text));
            }
            Assert.Equal(said, (await journal.Sessions.LoadAsync("s", Token)).Messages.Select(Text));
        }
        AssertSound("bot.db");
        Assert.True(CountPacks() > 1);

        long CountPacks()
        {
            using var outside = new Outside(_folder["bot.db"]);
            return outside.Get<long>("SELECT count(*) FROM packs");
        }

        static string Text(ChatMessage message) => System.Text.Encoding.UTF8.GetString(RunEventJson.Serialize(message));
    }

    [Fact]
    public async Task KilledWhileMigrating_TheFileOpensAndHasEverything()
    {
        const int messages = 20_000;
        MigrationTests.Make(_folder["old.db"], 1, messages);
        var inTheMiddle = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var path = _folder[$"bot{kill}.db"];
            File.Copy(_folder["old.db"], path);
            // Every other kill waits for the log, which holds what the migration has written so far and not committed, or not reported.
            var said = await KillAsync("open", path, _random.NextDouble() * (kill % 2 == 0 ? 400 : 5), kill % 2 == 0 ? null : path + "-wal");
            inTheMiddle += said is ["opening"] && new FileInfo(path + "-wal") is { Exists: true, Length: > 0 } ? 1 : 0;

            await using var journal = new SqliteJournal(path);
            var session = await journal.Sessions.LoadAsync("s", Token);
            Assert.Equal(Enumerable.Range(0, messages).Select(i => $"message {i}"), session.Messages.Select(m => m.Text));
            Assert.Equal(messages - 1, Assert.Single(await journal.SearchAsync($"{messages - 1}", cancellationToken: Token)).Index);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{inTheMiddle} of {Kills} kills came in the middle of it.");
        Assert.True(inTheMiddle > 0, "No kill came in the middle of it.");
    }

    public void Dispose() => _folder.Dispose();

    private static long Parse(string line) => long.Parse(line, CultureInfo.InvariantCulture);

    /// <summary>Starts the victim, lets it say something and, if asked, fill a file, kills it so many milliseconds later, and gives what it said.</summary>
    private static async Task<List<string>> KillAsync(string what, string path, double delay, string? log = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(MemoryVictim).Assembly.Location, what, path]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        List<string> said = [await process.StandardOutput.ReadLineAsync(Token) ?? "nothing"];
        while (log is not null && new FileInfo(log) is not { Exists: true, Length: > 0 })
            await Task.Delay(1, Token);
        await Task.Delay(TimeSpan.FromMilliseconds(delay), Token);
        process.Kill();
        while (await process.StandardOutput.ReadLineAsync(Token) is { } line)
            said.Add(line);
        await process.WaitForExitAsync(Token);
        Assert.Equal(137, process.ExitCode);
        return said;
    }

    private void AssertSound(string file)
    {
        using var outside = new Outside(_folder[file]);
        Assert.Equal("ok", outside.Get<string>("PRAGMA integrity_check"));
    }
}
