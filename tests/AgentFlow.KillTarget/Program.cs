using System.Globalization;
using AgentFlow.Agents;
using AgentFlow.KillTarget;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using Microsoft.Extensions.AI;

// Usage: KillTarget worker DATABASE EFFECTS
// Works on the queue until it is killed or told to stop.
if (args is ["worker", var queue, var world])
{
    await WorkerScenario.RunAsync(queue, new Effects(world));
    return;
}

// Usage: KillTarget sessions DATABASE NAME COUNT
// Asks COUNT things in the session that all such processes share.
if (args is ["sessions", var shared, var name, var count])
{
    await SessionScenario.RunAsync(shared, name, int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

// Usage: KillTarget append|summary|pack|open DATABASE
// Does that until it is killed from outside.
if (args is [var what, var database])
{
    await MemoryVictim.RunAsync(what, database);
    return;
}

// Usage: KillTarget DATABASE EFFECTS SESSION KILL-AT
// Runs the agent (for the session "plan": the one that plans; for "code": the one with code mode) in one session again and again until it is killed: by itself at the KILL-AT-th kill point, or from outside when that is 0.
// Says "warm" after the first run, from when on runs take milliseconds.
await using var journal = new SqliteJournal(args[0]);
var effects = new Effects(args[1]);
var points = new KillPoints(int.Parse(args[3], CultureInfo.InvariantCulture));
if (args[2] == "plan")
{
    await PlanScenario.RunAsync(PlanScenario.CreateAgent(new WatchedJournal(journal, points), effects, points));
    return;
}
if (args[2] == "code")
{
    await CodeScenario.RunAsync(CodeScenario.CreateAgent(new WatchedJournal(journal, points), effects, points), effects);
    return;
}
var agent = Scenario.CreateAgent(new WatchedJournal(journal, points), effects, points);
// What an earlier kill cut off is finished first, and that too may be killed.
var begun = 0;
await foreach (var run in journal.ListAsync(new RunQuery { Limit = 10_000 }))
    begun++;
await Scenario.ResumeAllAsync(agent, effects);
for (var n = begun + 1; ; n++)
{
    await agent.RunAsync(new RunRequest { Messages = [new ChatMessage(ChatRole.User, $"question {n}")], SessionId = args[2], RunId = $"{args[2]}-{n}" });
    if (n == begun + 1)
        Console.WriteLine("warm");
}
