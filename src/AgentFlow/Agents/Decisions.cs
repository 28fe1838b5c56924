using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Agents;

/// <summary>Turns what a person decided into events.</summary>
internal static class Decisions
{
    public static List<RunEvent> ToEvents(RunState state, IReadOnlyList<ToolDecision> decisions, AgentDefinition agent, DateTimeOffset now)
    {
        var events = new List<RunEvent>();
        if (decisions.Count == 0)
            return events;
        var pending = state.Pending;
        foreach (var decision in decisions)
        {
            var call = pending.FirstOrDefault(p => p.CallId == decision.CallId) ?? throw new ArgumentException(
                $"Call '{decision.CallId}' of run '{state.RunId}' does not wait for a decision. {Waiting(pending)}", nameof(decisions));
            var open = state.FindCall(call.CallId)!;
            if (call.InDoubt)
                Resolve(events, open, decision, agent, now);
            else
                Approve(events, open, decision, agent, now);
        }
        return events;
    }

    private static void Approve(List<RunEvent> events, ToolCallState open, ToolDecision decision, AgentDefinition agent, DateTimeOffset now)
    {
        var call = open.Call;
        if (decision.Result is not null)
            throw new ArgumentException($"Call '{call.CallId}' has not started, so it cannot have a result. Approve or deny it.", nameof(decision));
        events.Add(new ApprovalDecided { At = now, CallId = call.CallId, Approved = decision.Approved, Reason = decision.Reason });
        if (decision.Approved || open.IsForeign)
            return;
        var reason = string.IsNullOrWhiteSpace(decision.Reason) ? string.Empty : $" Reason: {decision.Reason}";
        var text = agent.Prompts.ToolDenied.Format(("tool", call.Name), ("reason", reason));
        events.Add(agent.Runner.Settle(open, ToolOutcome.Denied, text));
    }

    private static void Resolve(List<RunEvent> events, ToolCallState open, ToolDecision decision, AgentDefinition agent, DateTimeOffset now)
    {
        if (decision.Approved == decision.Result is not null)
            throw new ArgumentException($"Call '{open.Call.CallId}' is in doubt. Say either that it may run again (Approved) or what its result was (Result).", nameof(decision));
        events.Add(new DoubtResolved { At = now, CallId = open.Call.CallId, Happened = !decision.Approved, Result = decision.Result, By = "person" });
        if (decision.Result is not null && !open.IsForeign)
            events.Add(agent.Runner.Settle(open, ToolOutcome.Succeeded, decision.Result));
    }

    private static string Waiting(IReadOnlyList<PendingCall> pending) =>
        pending.Count == 0 ? "Nothing does." : $"These do: {string.Join(", ", pending.Select(p => $"{p.CallId} ({p.Tool})"))}.";
}
