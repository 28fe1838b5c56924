using AgentFlow.Runs;

namespace AgentFlow.Agents.Teams;

/// <summary>
/// What a child run waits for, under ids that its caller has not seen before: a child may wait for a call of the same id again, and a decision about the first must not be taken for one about
/// the second. How often the child has taken a decision about an id is in its own journal, so that a crash between the two journals loses and repeats nothing.
/// </summary>
internal static class WaitingRun
{
    /// <summary>What the child waits for, as its caller shows it.</summary>
    public static async Task<IReadOnlyList<PendingCall>> PendingAsync(Agent child, RunState state, CancellationToken cancellationToken)
    {
        var taken = await TakenAsync(child, state.RunId, cancellationToken).ConfigureAwait(false);
        return [.. state.Pending.Select(p => p with { CallId = IdAtCaller(p.CallId, taken) })];
    }

    /// <summary>Those of the decisions that the child waits for now, with its own ids.</summary>
    public static async Task<IReadOnlyList<ToolDecision>> DecisionsAsync(Agent child, RunState state, IReadOnlyList<ToolDecision> decisions, CancellationToken cancellationToken)
    {
        if (state.Status != RunStatus.Suspended || decisions.Count == 0)
            return [];
        var taken = await TakenAsync(child, state.RunId, cancellationToken).ConfigureAwait(false);
        return
        [
            .. from pending in state.Pending
               join decision in decisions on IdAtCaller(pending.CallId, taken) equals decision.CallId
               select decision with { CallId = pending.CallId },
        ];
    }

    private static string IdAtCaller(string callId, List<string> taken) => taken.Count(id => id == callId) is > 0 and var before ? $"{callId}~{before + 1}" : callId;

    private static async Task<List<string>> TakenAsync(Agent child, string runId, CancellationToken cancellationToken)
    {
        List<string> taken = [];
        await foreach (var e in child.Journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            if (e is ApprovalDecided approval)
                taken.Add(approval.CallId);
            else if (e is DoubtResolved { By: "person" } doubt)
                taken.Add(doubt.CallId);
        }
        return taken;
    }
}
