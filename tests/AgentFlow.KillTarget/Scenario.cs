using AgentFlow.Agents;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.KillTarget;

/// <summary>The agent that is killed and resumed: one tool of each effect class, each leaving a trace in the world outside.</summary>
public static class Scenario
{
    /// <summary>What one finished run leaves behind: lines per tool.</summary>
    public static readonly IReadOnlyDictionary<string, int> EffectsOfARun = new Dictionary<string, int> { ["charge"] = 2, ["mail"] = 1, ["send"] = 1 };

    public static Agent CreateAgent(IRunJournal journal, Effects effects, KillPoints points)
    {
        var look = Tool.Create((int n) => $"seen {n}", "look", effect: ToolEffect.Pure);

        // Keyed: the world refuses to do it twice under one key.
        var charge = Tool.Create((int n, ToolContext context) => Act("charge", context, isOnce: true), "charge", effect: ToolEffect.Keyed);

        // At most once, and nobody can ask the world about it but a person.
        var mail = Tool.Create((int n, ToolContext context) => Act("mail", context, isOnce: false), "mail");

        // At most once, and the world can be asked.
        var send = Tool.Create((int n, ToolContext context) => Act("send", context, isOnce: false), "send", effect: ToolEffect.AtMostOnce,
            probe: (context, _, _) => ValueTask.FromResult(effects.Happened("send", context.IdempotencyKey) ? "sent" : null));

        return new Agent(new PlannedModel(), new AgentOptions { Name = "victim", Instructions = "Do your work.", Tools = [look, charge, mail, send], Journal = journal });

        async Task<string> Act(string tool, ToolContext context, bool isOnce)
        {
            await Task.Yield();
            points.Pass();
            if (!isOnce || !effects.Happened(tool, context.IdempotencyKey))
                effects.Happen(tool, context.IdempotencyKey);
            points.Pass();
            return "sent";
        }
    }

    /// <summary>
    /// Resumes what a kill cut off. A person who is asked looks at the world before saying what became of a call. Returns how many runs there were and
    /// how often the person was asked.
    /// </summary>
    public static async Task<(int Resumed, int Asked)> ResumeAllAsync(Agent agent, Effects effects, CancellationToken token = default)
    {
        var (resumed, asked) = (0, 0);
        var cutOff = new List<string>();
        await foreach (var run in agent.Journal.ListAsync(new RunQuery { OldestFirst = true, Limit = 10_000 }, token))
        {
            if (run.Status != RunStatus.Completed)
                cutOff.Add(run.RunId);
        }
        foreach (var runId in cutOff)
        {
            resumed++;
            var result = await agent.ResumeAsync(runId, cancellationToken: token);
            while (result.Status == RunStatus.Suspended)
            {
                asked++;
                result = await agent.ResumeAsync(runId, [.. result.Pending.Select(p => Decide(runId, p, effects))], token);
            }
        }
        return (resumed, asked);
    }

    /// <summary>Only the tool that nobody but a person can speak for may ask.</summary>
    private static ToolDecision Decide(string runId, PendingCall pending, Effects effects) => pending is not { InDoubt: true, Tool: "mail" }
        ? throw new InvalidOperationException($"Nobody should be asked about {pending.Tool}.")
        : effects.Happened("mail", $"{runId}/1/{pending.CallId}") ? pending.AlreadyDone("sent") : pending.Approve();
}
