using AgentFlow.Runs;

namespace AgentFlow.Agents.Planning;

/// <summary>What the run of a plan does next.</summary>
internal abstract record PlanNext
{
    /// <summary>Ask the planner for a plan.</summary>
    public sealed record MakePlan : PlanNext;

    /// <summary>Put the plan to a person.</summary>
    public sealed record AskApproval : PlanNext;

    /// <summary>Begin these steps, or go on with them.</summary>
    public sealed record StartSteps(IReadOnlyList<PlanStepState> Steps) : PlanNext;

    /// <summary>Steps are running and no other can begin: wait for one of them.</summary>
    public sealed record AwaitStep : PlanNext;

    /// <summary>Nothing can go on until somebody decides.</summary>
    public sealed record Suspend : PlanNext;

    /// <summary>Ask the replanner for an edit.</summary>
    public sealed record Replan : PlanNext;

    /// <summary>Put the results together, and end so.</summary>
    public sealed record Synthesize(RunOutcome Outcome) : PlanNext;

    /// <summary>End without a plan.</summary>
    public sealed record GiveUp : PlanNext;

    /// <summary>Decides: a pure function of what happened, so that a run that is resumed goes on exactly as it would have.</summary>
    /// <param name="run">What happened.</param>
    /// <param name="limits">How stubborn the execution is.</param>
    /// <param name="budget">What the run may cost.</param>
    /// <param name="requireApproval">Whether a person must approve the plan.</param>
    public static PlanNext Decide(RunState run, PlanLimits limits, RunLimits budget, bool requireApproval)
    {
        var state = run.Plan!;
        if (state.Problems.Count > 0)
            return new GiveUp();
        if (state.Plan is null || state.Objection is not null)
            return new MakePlan();
        if (requireApproval && !state.IsApproved)
            return state.AwaitsApproval ? new Suspend() : new AskApproval();
        return DecideSteps(run, state, limits, budget);
    }

    private static PlanNext DecideSteps(RunState run, PlanState state, PlanLimits limits, RunLimits budget)
    {
        var running = state.Steps.Count(s => s.Phase == PlanStepPhase.Running);
        var exhausted = LimitReached(run, budget);
        if (exhausted is null)
        {
            var ready = state.Steps.Where(s => CanStart(s, state, limits)).Take(limits.MaxParallelSteps - running).ToList();
            if (ready.Count > 0)
                return new StartSteps(ready);
        }
        if (running > 0)
            return new AwaitStep();
        if (state.Steps.All(s => s.Phase == PlanStepPhase.Done))
            return new Synthesize(RunOutcome.Answered);
        if (exhausted is { } reason)
            return new Synthesize(reason);
        if (state.Steps.Any(s => s.Phase == PlanStepPhase.Suspended))
            return new Suspend();
        // The plan has no circle: what is not done and cannot start has failed, or waits for what has.
        return state.ReplansWithoutProgress < limits.MaxReplansWithoutProgress ? new Replan() : new Synthesize(RunOutcome.NoProgress);
    }

    private static bool CanStart(PlanStepState step, PlanState state, PlanLimits limits) => step.Phase switch
    {
        PlanStepPhase.Waiting => step.Step.DependsOn.All(d => state.Find(d)?.Phase == PlanStepPhase.Done),
        PlanStepPhase.Interrupted => true,
        PlanStepPhase.Failed => step.Failures <= limits.MaxStepRetries,
        _ => false,
    };

    private static RunOutcome? LimitReached(RunState run, RunLimits budget) =>
        run.Tokens >= budget.MaxTokens ? RunOutcome.TokenBudget
        : run.ToolCalls > 0 && run.ToolCalls >= budget.MaxToolCalls ? RunOutcome.CallBudget
        : run.Active >= budget.MaxDuration ? RunOutcome.TimeBudget
        : null;
}
