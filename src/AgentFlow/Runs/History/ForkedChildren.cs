using AgentFlow.Agents.Planning;

namespace AgentFlow.Runs;

/// <summary>
/// What the copy of a run needs besides its own events: the child runs of a plan's steps and of called agents that were under way, as they stood. A finished one is referred to and not copied.
/// </summary>
internal static class ForkedChildren
{
    /// <summary>The child runs that have begun and not ended: their ids, those of their copies, and the version at which one waits, if it is known.</summary>
    public static List<(string Id, string CopyId, long? Version)> Unfinished(string runId, string copyId, IReadOnlyList<RunEvent> events)
    {
        var state = RunState.Fold(runId, events);
        if (state.Plan is null)
        {
            return state.Calls.Concat(state.NestedCalls)
                .Where(c => c.Phase != ToolCallPhase.Completed && c.Started?.ChildRunId is not null)
                .Select(c => (c.Started!.ChildRunId!, IdOfCopy(c.Started.ChildRunId!, runId, copyId), (long?)null))
                .ToList();
        }
        return state.Plan.Steps
            .Where(s => s.RunId is not null && (s.Phase is PlanStepPhase.Running or PlanStepPhase.Interrupted or PlanStepPhase.Suspended || s.CanResume))
            .Select(s => (s.RunId!, IdOfCopy(s.RunId!, runId, copyId), s.Phase == PlanStepPhase.Suspended || s.Decisions.Count > 0 ? s.PendingVersion : (long?)null))
            .ToList();
    }

    /// <summary>An event that names the copy of a child run in place of the child run.</summary>
    public static RunEvent Rename(RunEvent runEvent, Dictionary<string, string> ids) => runEvent switch
    {
        ToolStarted { ChildRunId: { } childId } e when ids.TryGetValue(childId, out var id) => e with { ChildRunId = id },
        PlanStepStarted e when ids.TryGetValue(e.RunId, out var id) => e with { RunId = id },
        PlanStepSuspended e when ids.TryGetValue(e.RunId, out var id) => e with { RunId = id },
        PlanStepFailed e when ids.TryGetValue(e.RunId, out var id) => e with { RunId = id },
        _ => runEvent,
    };

    // Child runs are named after their parent; the copy of a copy's child run would otherwise have the names of all its ancestors.
    private static string IdOfCopy(string childId, string runId, string copyId) =>
        childId.StartsWith(runId + ".", StringComparison.Ordinal) ? copyId + childId[runId.Length..] : $"{copyId}.{childId}";
}
