using System.Diagnostics;
using AgentFlow.KillTarget;
using AgentFlow.Runs;
using AgentFlow.Sqlite;

namespace AgentFlow.Hosting.Tests;

/// <summary>Three real worker processes on one journal, one of them killed with SIGKILL in the middle of its runs.</summary>
public sealed class WorkerProcessTests : IDisposable
{
    private const int Runs = 60;
    private readonly string _folder = Directory.CreateTempSubdirectory("agentflow-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ThreeWorkers_OneKilled_EveryRunHasOneOwnerAtATimeAndEndsOnce()
    {
        var (database, world) = (Path.Combine(_folder, "runs.db"), Path.Combine(_folder, "effects"));
        await using var journal = new SqliteJournal(database);
        var agent = WorkerScenario.CreateAgent(journal, new Effects(world));
        for (var i = 0; i < Runs; i++)
            await agent.EnqueueAsync(new() { RunId = $"r-{i:00}", Messages = [new(Microsoft.Extensions.AI.ChatRole.User, "charge")] }, Token);

        List<Process> workers = [.. Enumerable.Range(0, 3).Select(_ => Start(database, world))];
        try
        {
            foreach (var worker in workers)
                Assert.Equal("started", await worker.StandardOutput.ReadLineAsync(Token));
            var orphans = await KillAmidRunsAsync(workers[0], journal);
            await UntilAsync(async () => await CountAsync(journal, RunStatus.Completed) == Runs);

            await AssertTakenOverAsync(journal, orphans, workers[0].Id);
        }
        finally
        {
            foreach (var worker in workers)
            {
                worker.Kill();
                await worker.WaitForExitAsync(CancellationToken.None);
                worker.Dispose();
            }
        }

        var effects = new Effects(world).Read();
        Assert.Equal(2 * Runs, effects.Length);
        Assert.Equal(effects.Length, effects.Distinct().Count());
    }

    private static Process Start(string database, string world)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(WorkerScenario).Assembly.Location, "worker", database, world })
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Kills a worker while it has runs, and returns those.</summary>
    private static async Task<List<string>> KillAmidRunsAsync(Process worker, SqliteJournal journal)
    {
        List<string> held = [];
        await UntilAsync(async () => (held = await HeldByAsync(journal, worker.Id)).Count > 0);
        worker.Kill();
        await worker.WaitForExitAsync(Token);
        // What it finished between the look and the kill is no orphan.
        held = await HeldByAsync(journal, worker.Id);
        List<string> orphans = [];
        foreach (var runId in held)
        {
            if (await journal.ReadAsync(runId, Token).LastAsync(Token) is not RunCompleted)
                orphans.Add(runId);
        }
        return orphans;
    }

    private static async Task<List<string>> HeldByAsync(SqliteJournal journal, int process) =>
        await journal.Leases.ListAsync("run/", Token).Where(l => l.Owner.Contains($"/{process}/", StringComparison.Ordinal)).Select(l => l.Name["run/".Length..]).ToListAsync(Token);

    private static async Task AssertTakenOverAsync(SqliteJournal journal, List<string> orphans, int killed)
    {
        await foreach (var run in journal.ListAsync(new RunQuery { Limit = Runs }, Token))
        {
            var events = await journal.ReadAsync(run.RunId, Token).ToListAsync(Token);
            var owners = events.OfType<RunResumed>().Select(r => r.By).ToList();
            Assert.Single(events.OfType<RunCompleted>());
            Assert.Equal(owners.Count, owners.Distinct().Count());
            Assert.True(owners.Count == 1 || orphans.Contains(run.RunId), $"Run '{run.RunId}' was taken over though its worker lived: {string.Join(", ", owners)}.");
            if (owners.Count == 2)
            {
                var (last, taken) = (events.TakeWhile(e => e is not RunResumed resumed || resumed.By == owners[0]).Last().At, events.OfType<RunResumed>().Last().At);
                Assert.EndsWith($"/{killed}", owners[0], StringComparison.Ordinal);
                // Lease and poll; the rest is what a crowded machine may add.
                Assert.InRange(taken - last, TimeSpan.Zero, WorkerScenario.Lease + TimeSpan.FromSeconds(20));
            }
        }
    }

    private static async Task<int> CountAsync(SqliteJournal journal, RunStatus status) =>
        await journal.ListAsync(new RunQuery { Status = status, Limit = Runs }, Token).CountAsync(Token);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "The workers did not get there.");
            await Task.Delay(20, Token);
        }
    }
}
