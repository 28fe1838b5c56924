using System.Diagnostics;
using AgentFlow.Agents;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;
using static AgentFlow.Benchmarks.Measuring.MarkdownTable;

namespace AgentFlow.Benchmarks.Plans;

/// <summary><c>plans [--runs N]</c>: N runs (1,000) of a plan with ten steps at the same time, with a model that costs nothing, in memory and in a file; and what one slow step holds up.</summary>
internal static class PlansCommand
{
    private static readonly string[] Columns = ["journal", "plan runs", "seconds", "plan runs/s", "steps/s", "KB allocated per plan run", "KB kept per plan run, its journal included"];

    public static async Task<int> RunAsync(string[] args)
    {
        var runs = args is ["--runs", var given] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : 1000;
        var folder = Directory.CreateTempSubdirectory("agentflow-plans-").FullName;
        try
        {
            List<string[]> rows = [];
            await MeasureAsync("warm-up", new InMemoryJournal(), Math.Min(runs, 100));
            rows.Add(await MeasureAsync("in memory", new InMemoryJournal(), runs));
            await using var journal = new SqliteJournal(Path.Combine(folder, "plans.db"), new SqliteJournalOptions { Durability = SqliteDurability.Normal });
            rows.Add(await MeasureAsync("SQLite, `Normal`", journal, runs));
            Write(Console.Out, $"{runs:N0} plan runs of {PlanningModel.StepCount} steps at the same time", Columns, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return await ShowSlowStepAsync();
    }

    private static async Task<string[]> MeasureAsync(string name, IRunJournal journal, int runs)
    {
        using var model = new PlanningModel();
        var agent = Create(model, journal);
        GC.Collect();
        var (kept, allocated) = (GC.GetTotalMemory(forceFullCollection: true), GC.GetTotalAllocatedBytes(precise: true));
        var clock = Stopwatch.StartNew();
        var results = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Run(() => agent.RunAsync("the goal"))));
        var seconds = clock.Elapsed.TotalSeconds;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        kept = GC.GetTotalMemory(forceFullCollection: true) - kept;
        GC.KeepAlive(journal);
        var done = results.Count(r => r.Outcome == RunOutcome.Answered);
        if (done != runs || model.Done.Count != runs * PlanningModel.StepCount)
            throw new InvalidOperationException($"{done} of {runs} runs were answered, with {model.Done.Count} steps.");
        return [name, $"{runs:N0}", Figure(seconds), Figure(runs / seconds), Figure(runs * PlanningModel.StepCount / seconds), Figure(allocated / 1024.0 / runs), Figure(kept / 1024.0 / runs)];
    }

    /// <summary>No clock: the slow step is released only when nothing else goes on, so that what it holds up is what comes after it.</summary>
    private static async Task<int> ShowSlowStepAsync()
    {
        List<string[]> rows = [];
        foreach (var slow in (string[])["a2", "b1", "alone"])
        {
            using var model = new PlanningModel { SlowStep = slow };
            var run = Create(model, new InMemoryJournal()).RunAsync("the goal");
            var before = await SettledAsync(model);
            model.Release.SetResult();
            await run;
            rows.Add([slow, string.Join(", ", before.Order(StringComparer.Ordinal)), string.Join(", ", model.Done.Skip(before.Count))]);
        }
        Write(Console.Out, "One step that does not answer: what is done meanwhile, and what had to wait", ["slow step", "done meanwhile", "done after it was released"], rows);
        return 0;
    }

    /// <summary>The steps that are done when for a fifth of a second no further one was.</summary>
    private static async Task<IReadOnlyCollection<string>> SettledAsync(PlanningModel model)
    {
        for (var (count, same) = (-1, 0); same < 10; await Task.Delay(20))
        {
            same = model.Done.Count == count ? same + 1 : 0;
            count = model.Done.Count;
        }
        return [.. model.Done];
    }

    private static PlanAndExecuteAgent Create(IChatClient model, IRunJournal journal) => new(model, new PlanAndExecuteOptions
    {
        Executors = [new Agent(model, new AgentOptions { Name = "worker" })],
        Journal = journal,
    });
}
