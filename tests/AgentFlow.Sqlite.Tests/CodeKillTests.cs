using System.Globalization;
using AgentFlow.KillTarget;
using AgentFlow.Runs;

namespace AgentFlow.Sqlite.Tests;

/// <summary>
/// As <see cref="KillTests"/>, for scripts of code mode: whenever the process is killed, every inner call has its effect once, and the script that is run again comes to the
/// same result. <c>AGENTFLOW_KILLS</c> sets the number of kills of each kind (default 10; 100 makes 225 in all); <c>AGENTFLOW_SEED</c> the seed.
/// </summary>
public sealed class CodeKillTests
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_KILLS") ?? "10", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_SEED") ?? "20260", CultureInfo.InvariantCulture);

    /// <summary>One run passes some 55 moments; the kills are spread over them and the first part of a second run.</summary>
    [Fact]
    public Task KilledAtPointsOfTheWholeScript_EveryInnerEffectHappensOnce() => KillManyAsync(Kills, (kill, _) => (1 + (kill * 75 / Kills), null));

    /// <summary>From outside, at a moment that falls anywhere.</summary>
    [Fact]
    public Task KilledAtRandomMoments_EveryInnerEffectHappensOnce() => KillManyAsync(Kills, (_, random) => (0, random.NextDouble() * 40));

    /// <summary>The restarted process is killed as well, while it replays the script, before a third one puts things right.</summary>
    [Fact]
    public Task KilledAgainWhileReplaying_EveryInnerEffectHappensOnce() => KillManyAsync(Math.Max(2, Kills / 4), (_, random) => (10 + random.Next(30), null), again: true);

    private static async Task KillManyAsync(int kills, Func<int, Random, (int KillAt, double? Delay)> choose, bool again = false)
    {
        var random = new Random(Seed);
        var plans = Enumerable.Range(0, kills).Select(kill => (First: choose(kill, random), Second: 1 + random.Next(24))).ToList();
        var (resumed, asked) = (0, 0);

        await Parallel.ForEachAsync(plans, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (kill, token) =>
        {
            using var folder = new TempFolder();
            await KilledProcess.RunAsync(folder, "code", kill.First.KillAt, kill.First.Delay, token);
            if (again)
                await KilledProcess.RunAsync(folder, "code", kill.Second, null, token);
            var (r, a) = await ResumeAllAsync(folder, token);
            Interlocked.Add(ref resumed, r);
            Interlocked.Add(ref asked, a);
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills, seed {Seed}: {resumed} runs resumed, a person was asked {asked} times.");
        Assert.True(resumed > kills / 2, $"Only {resumed} of {kills} kills hit a run: the kills come at the wrong moment.");
    }

    private static async Task<(int Resumed, int Asked)> ResumeAllAsync(TempFolder folder, CancellationToken token)
    {
        await using var journal = new SqliteJournal(folder["runs.db"]);
        var effects = new Effects(folder["effects"]);
        var agent = CodeScenario.CreateAgent(journal, effects, new KillPoints(0));

        var counted = await CodeScenario.ResumeAllAsync(agent, effects, token);

        var lines = effects.Read();
        Assert.Equal(lines.Length, lines.Distinct().Count());
        await foreach (var run in journal.ListAsync(new RunQuery { Limit = 10_000 }, token))
        {
            Assert.Equal(RunStatus.Completed, run.Status);
            Assert.Equal(CodeScenario.Answer, (await agent.LoadAsync(run.RunId, token)).Completed!.Text);
            foreach (var (tool, count) in CodeScenario.EffectsOfARun)
                Assert.Equal(count, lines.Count(l => l.StartsWith($"{tool} {run.RunId}/", StringComparison.Ordinal)));
        }
        return counted;
    }
}
