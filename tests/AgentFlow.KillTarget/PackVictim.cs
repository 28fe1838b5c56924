using System.Text.Json;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Sqlite;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.KillTarget;

/// <summary>Appends runs that are long enough to be packed while they go on, and whose messages refer to their events, until it is killed. Says how many events in all are written.</summary>
public static class PackVictim
{
    /// <summary>How many calls of a tool a run makes: three events each.</summary>
    public const int Steps = 60;

    private static readonly JsonElement Arguments = JsonElement.Parse("""{"q":"x"}""");

    public static async Task RunAsync(string database)
    {
        await using var journal = new SqliteJournal(database);
        var runs = await journal.ListAsync(new RunQuery { Limit = 10_000, OldestFirst = true }).ToListAsync();
        var written = runs.Sum(r => r.Version);
        for (var n = runs.Count; ; n++)
        {
            var id = $"run-{n}";
            var state = RunState.Fold(id, [Start(n)]);
            await journal.AppendAsync(new RunAppend { RunId = id, ExpectedVersion = 0, Events = [state.Start] });
            for (var step = 0; step < Steps; step++)
            {
                var events = Step(n, step);
                await journal.AppendAsync(new RunAppend { RunId = id, ExpectedVersion = state.Version, Events = events });
                state = events.Aggregate(state, (s, e) => s.Apply(e));
                Console.WriteLine(written += events.Length);
            }
            RunEvent end = new RunCompleted { At = DateTimeOffset.UnixEpoch, Outcome = RunOutcome.Answered, Text = $"answer {n}" };
            var session = await journal.Sessions.LoadAsync("s");
            await journal.AppendAsync(new RunAppend
            {
                RunId = id,
                ExpectedVersion = state.Version,
                Events = [end],
                Session = new SessionAppend { SessionId = "s", ExpectedVersion = session.Version, Messages = state.NewMessages, RunId = id },
            });
        }
    }

    public static RunStarted Start(int run) => new() { At = DateTimeOffset.UnixEpoch.AddSeconds(run), Agent = "victim", Instructions = "Be kind.", Input = [new(ChatRole.User, $"question {run}")] };

    /// <summary>What a step of a run appends, the same at each try.</summary>
    public static RunEvent[] Step(int run, int step) =>
    [
        new ModelResponded { At = DateTimeOffset.UnixEpoch, Message = new(ChatRole.Assistant, [new FunctionCallContent($"c{run}-{step}", "look", new Dictionary<string, object?> { ["q"] = "x" })]) },
        new ToolStarted { At = DateTimeOffset.UnixEpoch, CallId = $"c{run}-{step}", Tool = "look", Arguments = Arguments, IdempotencyKey = $"{run}/{step}" },
        new ToolCompleted { At = DateTimeOffset.UnixEpoch, CallId = $"c{run}-{step}", Tool = "look", Outcome = ToolOutcome.Succeeded, Result = $"result {run} {step}" },
    ];
}
