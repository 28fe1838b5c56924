using System.Globalization;
using AgentFlow.KillTarget;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sqlite.Tests;

/// <summary>
/// Real processes, really killed: after each kill this process resumes what was cut off, as a restarted one would, and counts the effects in
/// the world outside. <c>AGENTFLOW_KILLS</c> sets the number of kills of each kind (default 100, so 200 in all); <c>AGENTFLOW_SEED</c> the seed.
/// </summary>
public sealed class KillTests
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_KILLS") ?? "100", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_SEED") ?? "20260", CultureInfo.InvariantCulture);

    /// <summary>The process ends itself at the n-th moment before or after an append or an effect: every such moment of the first runs has its turn.</summary>
    [Fact]
    public Task KilledAtEveryPoint_ResumedRunsHaveEveryEffectOnce() => KillManyAsync(Kills, (kill, _) => (KillAt: 1 + kill, Delay: null));

    /// <summary>The process is killed from outside, at a moment that falls anywhere, also inside SQLite.</summary>
    [Fact]
    public Task KilledAtRandomMoments_ResumedRunsHaveEveryEffectOnce() => KillManyAsync(Kills, (_, random) => (KillAt: 0, Delay: random.NextDouble() * 40));

    /// <summary>The restarted process is killed as well, while it resumes or soon after, before a third one puts things right.</summary>
    [Fact]
    public Task KilledAgainWhileResuming_ResumedRunsHaveEveryEffectOnce() => KillManyAsync(Math.Max(1, Kills / 4), (_, random) => (KillAt: 1 + random.Next(24), Delay: null), again: true);

    private static async Task KillManyAsync(int kills, Func<int, Random, (int KillAt, double? Delay)> plan, bool again = false)
    {
        var random = new Random(Seed);
        var plans = Enumerable.Range(0, kills).Select(kill => (First: plan(kill, random), Second: 1 + random.Next(16))).ToList();
        var asked = 0;
        var resumed = 0;

        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (kill, token) =>
        {
            using var folder = new TempFolder();
            await KilledProcess.RunAsync(folder, "s", kill.First.KillAt, kill.First.Delay, token);
            if (again)
                await KilledProcess.RunAsync(folder, "s", kill.Second, null, token);
            var (a, r) = await ResumeAllAsync(folder, token);
            Interlocked.Add(ref asked, a);
            Interlocked.Add(ref resumed, r);
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, seed {Seed}: {resumed} runs resumed, a person was asked {asked} times.");
        Assert.True(resumed > kills / 2, $"Only {resumed} of {kills} kills hit a run: the kills come at the wrong moment.");
    }

    private static async Task<(int Asked, int Resumed)> ResumeAllAsync(TempFolder folder, CancellationToken token)
    {
        await using var journal = new SqliteJournal(folder["runs.db"]);
        var effects = new Effects(folder["effects"]);
        var agent = Scenario.CreateAgent(journal, effects, new KillPoints(0));
        var (resumed, asked) = await Scenario.ResumeAllAsync(agent, effects, token);
        var runs = new List<RunSummary>();
        await foreach (var run in journal.ListAsync(new RunQuery { OldestFirst = true, Limit = 10_000 }, token))
            runs.Add(run);
        Assert.All(runs, r => Assert.Equal(RunStatus.Completed, r.Status));
        AssertEveryEffectOnce(runs, effects);
        AssertSessionIsWhole(runs.Count, (await journal.Sessions.LoadAsync("s", token)).Messages);
        return (asked, resumed);
    }

    private static void AssertEveryEffectOnce(List<RunSummary> runs, Effects effects)
    {
        var lines = effects.Read();
        Assert.Equal(lines.Length, lines.Distinct().Count());
        foreach (var run in runs)
        {
            foreach (var (tool, count) in Scenario.EffectsOfARun)
                Assert.Equal(count, lines.Count(l => l.StartsWith($"{tool} {run.RunId}/", StringComparison.Ordinal)));
        }
    }

    /// <summary>Every run's eight messages are there once, in order, and the answers count up: none lost, none doubled.</summary>
    private static void AssertSessionIsWhole(int runs, MessageLog messages)
    {
        Assert.Equal(runs * 8, messages.Count);
        Assert.Equal(Enumerable.Range(1, runs).Select(n => $"question {n}"), messages.Where(m => m.Role == ChatRole.User).Select(m => m.Text));
        Assert.Equal(Enumerable.Range(1, runs).Select(n => $"answer {n}"), messages.Where(m => m.Role == ChatRole.Assistant && m.Text.Length > 0).Select(m => m.Text));
    }
}
