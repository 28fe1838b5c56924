using System.Globalization;
using AgentFlow.KillTarget;
using AgentFlow.Runs;

namespace AgentFlow.Sqlite.Tests;

/// <summary>
/// As <see cref="KillTests"/>, for runs of plans: whenever the process is killed, each step has its effect once, so no finished step is done again.
/// <c>AGENTFLOW_KILLS</c> sets the number of kills of each kind (default 20; 100 makes 200 in all); <c>AGENTFLOW_SEED</c> the seed.
/// </summary>
public sealed class PlanKillTests
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_KILLS") ?? "20", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_SEED") ?? "20260", CultureInfo.InvariantCulture);

    /// <summary>One run of the plan passes some 65 moments; the kills are spread over them and the first third of a second run.</summary>
    [Fact]
    public Task KilledAtPointsOfTheWholeRun_ResumedPlansDoEveryStepOnce() => KillManyAsync((kill, _) => (1 + (kill * 90 / Kills), null));

    /// <summary>From outside, at a moment that falls anywhere.</summary>
    [Fact]
    public Task KilledAtRandomMoments_ResumedPlansDoEveryStepOnce() => KillManyAsync((_, random) => (0, random.NextDouble() * 60));

    private static async Task KillManyAsync(Func<int, Random, (int KillAt, double? Delay)> choose)
    {
        var random = new Random(Seed);
        var kills = Enumerable.Range(0, Kills).Select(kill => choose(kill, random)).ToList();
        var cutOff = 0;

        await Parallel.ForEachAsync(kills, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (kill, token) =>
        {
            using var folder = new TempFolder();
            await KilledProcess.RunAsync(folder, "plan", kill.KillAt, kill.Delay, token);
            Interlocked.Add(ref cutOff, await ResumeAllAsync(folder, token));
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills, seed {Seed}: {cutOff} plans were cut off.");
        Assert.True(cutOff > Kills / 2, $"Only {cutOff} of {Kills} kills hit a plan: the kills come at the wrong moment.");
    }

    private static async Task<int> ResumeAllAsync(TempFolder folder, CancellationToken token)
    {
        await using var journal = new SqliteJournal(folder["runs.db"]);
        var effects = new Effects(folder["effects"]);
        var agent = PlanScenario.CreateAgent(journal, effects, new KillPoints(0));
        var before = await ListAsync(journal, token);

        await PlanScenario.ResumeAllAsync(agent, token);

        var after = await ListAsync(journal, token);
        Assert.All(after, r => Assert.Equal(RunStatus.Completed, r.Status));
        var plans = after.Where(r => r.Agent == agent.Name).ToList();
        foreach (var plan in plans)
        {
            Assert.Equal("Paid. [a, c, d]", (await agent.LoadAsync(plan.RunId, token)).Completed!.Text);
            foreach (var step in PlanScenario.StepsWithEffect)
                Assert.Single(effects.Read(), l => l.StartsWith($"charge {plan.RunId}.{step}.", StringComparison.Ordinal));
        }
        AssertFinishedRunsWereLeftAlone(before, after);
        return before.Count(r => r.Agent == agent.Name && r.Status != RunStatus.Completed);
    }

    private static void AssertFinishedRunsWereLeftAlone(List<RunSummary> before, List<RunSummary> after)
    {
        foreach (var finished in before.Where(r => r.Status == RunStatus.Completed))
            Assert.Equal(finished, after.Single(r => r.RunId == finished.RunId));
    }

    private static async Task<List<RunSummary>> ListAsync(SqliteJournal journal, CancellationToken token)
    {
        List<RunSummary> runs = [];
        await foreach (var run in journal.ListAsync(new RunQuery { Limit = 10_000 }, token))
            runs.Add(run);
        return runs;
    }
}
