using AgentFlow.Runs;

namespace AgentFlow.Agents.Planning;

/// <summary>Turns what a person decided about a plan, or about calls of its steps, into events.</summary>
internal static class PlanDecisions
{
    /// <param name="run">The run, suspended.</param>
    /// <param name="decisions">About the plan, or about calls of steps.</param>
    /// <param name="edited">The plan as the person wants it; this approves it.</param>
    /// <param name="agent">Whose run it is.</param>
    public static List<RunEvent> ToEvents(RunState run, IReadOnlyList<ToolDecision> decisions, Plan? edited, PlanDefinition agent)
    {
        var now = agent.Time.GetUtcNow();
        List<RunEvent> events = [];
        var pending = run.Pending;
        foreach (var decision in decisions)
        {
            if (!pending.Any(p => p.CallId == decision.CallId))
                throw new ArgumentException($"'{decision.CallId}' of run '{run.RunId}' does not wait for a decision. {Waiting(pending)}", nameof(decisions));
        }
        if (edited is not null)
        {
            ThrowIfUnusable(run, decisions, edited, agent);
            return
            [
                new PlanMade { At = now, Plan = edited, By = PlanAuthor.Person },
                new ApprovalDecided { At = now, CallId = PlanState.ApprovalId, Approved = true },
            ];
        }
        foreach (var decision in decisions.Where(d => d.CallId == PlanState.ApprovalId))
            events.Add(new ApprovalDecided { At = now, CallId = decision.CallId, Approved = decision.Approved, Reason = decision.Reason });
        foreach (var ofStep in decisions.Where(d => d.CallId != PlanState.ApprovalId).GroupBy(d => d.CallId[..d.CallId.IndexOf('/', StringComparison.Ordinal)]))
        {
            var ofChild = ofStep.Select(d => d with { CallId = d.CallId[(ofStep.Key.Length + 1)..] }).ToList();
            foreach (var decision in ofChild)
                ThrowIfUnfit(decision, run.Plan!.Find(ofStep.Key)!.Pending.First(p => p.CallId == decision.CallId));
            events.Add(new PlanStepDecided { At = now, StepId = ofStep.Key, Decisions = ofChild });
        }
        return events;
    }

    private static void ThrowIfUnusable(RunState run, IReadOnlyList<ToolDecision> decisions, Plan edited, PlanDefinition agent)
    {
        if (!run.Plan!.AwaitsApproval)
            throw new ArgumentException($"The plan of run '{run.RunId}' does not wait for approval, so it cannot be edited.", nameof(edited));
        if (decisions.Count > 0)
            throw new ArgumentException("An edited plan is an approval; give no decision with it.", nameof(decisions));
        ThrowIfInvalid(edited, agent);
    }

    /// <exception cref="ArgumentException">All that is wrong with the plan.</exception>
    public static void ThrowIfInvalid(Plan plan, PlanDefinition agent)
    {
        if (agent.Validator.FindProblems(plan) is { Count: > 0 } problems)
            throw new ArgumentException($"The plan for '{plan.Goal}' cannot be used. {string.Join(' ', problems)}", nameof(plan));
    }

    /// <summary>What the child run would refuse is refused here, before it is journaled.</summary>
    private static void ThrowIfUnfit(ToolDecision decision, PendingCall call)
    {
        if (!call.InDoubt && decision.Result is not null)
            throw new ArgumentException($"Call '{call.CallId}' has not started, so it cannot have a result. Approve or deny it.", nameof(decision));
        if (call.InDoubt && decision.Approved == decision.Result is not null)
            throw new ArgumentException($"Call '{call.CallId}' is in doubt. Say either that it may run again (Approved) or what its result was (Result).", nameof(decision));
    }

    private static string Waiting(IReadOnlyList<PendingCall> pending) =>
        pending.Count == 0 ? "Nothing does." : $"These do: {string.Join(", ", pending.Select(p => $"{p.CallId} ({p.Tool})"))}.";
}
