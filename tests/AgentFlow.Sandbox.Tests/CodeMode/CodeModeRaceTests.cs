using System.Globalization;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Tests;

/// <summary>
/// Scripts in which every call hangs on the order in which earlier ones were answered, by tools that take their time at random, with approvals in between: whenever
/// such a script is run again, it must make the very same calls. <c>AGENTFLOW_RACES</c> sets the number of races (default 40); <c>AGENTFLOW_SEED</c> the seed.
/// </summary>
public sealed class CodeModeRaceTests
{
    private const string Script = """
        const log = [];
        await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(async worker => {
          for (let i = 0; i < 4; i++) {
            const answer = await tools.step({ worker, after: log.join("") });
            log.push(answer);
            if (log.length % 13 === 0) await tools.confirm({ text: log.join("") });
          }
        }));
        return log.join("");
        """;

    private static readonly int Races = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_RACES") ?? "40", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("AGENTFLOW_SEED") ?? "20260", CultureInfo.InvariantCulture);

    [Fact]
    public async Task RunCode_RacingCallsAndApprovals_NeverDivergeAndNoCallIsMadeTwice()
    {
        var orders = new HashSet<string>();

        for (var race = 0; race < Races; race++)
        {
            var random = new Random(Seed + race);
            var (steps, confirmed) = (0, 0);
            var step = Tool.Create(async (int worker, string after) =>
            {
                Interlocked.Increment(ref steps);
                int yields;
                lock (random)
                    yields = random.Next(6);
                for (var i = 0; i < yields; i++)
                    await Task.Yield();
                return worker.ToString(CultureInfo.InvariantCulture);
            }, "step", effect: ToolEffect.Pure);
            var confirm = Tool.Create((string text) => Interlocked.Increment(ref confirmed), "confirm", effect: ToolEffect.Keyed).WithApproval();
            var run = new CodeModeRun(Script, step, confirm);

            var result = await run.Agent.RunAsync(CodeModeRun.Request, CodeModeRun.Token);
            while (result.Status == RunStatus.Suspended)
                result = await run.Agent.ResumeAsync("r1", [.. result.Pending.Select(p => p.Approve())], CodeModeRun.Token);

            var completed = await run.CompletedAsync();
            Assert.True(completed.Outcome == ToolOutcome.Succeeded, $"Race {race}: {completed.Result}");
            Assert.Equal((40, 3), (steps, confirmed));
            orders.Add(completed.Result);
        }

        Assert.True(orders.Count > Races / 4, "The calls of the races all ended in the same order, so nothing was tested.");
    }
}
