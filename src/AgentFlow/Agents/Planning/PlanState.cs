using System.Globalization;
using System.Text.Json;
using AgentFlow.Runs;

namespace AgentFlow.Agents.Planning;

/// <summary>What a plan has come to: a part of <see cref="RunState"/>, and like it a fold of the run's events that is never changed.</summary>
public sealed record PlanState
{
    /// <summary>The id under which a plan that needs approval stands among <see cref="RunState.Pending"/> calls.</summary>
    public const string ApprovalId = "plan";

    internal PlanState()
    {
    }

    /// <summary>The plan as it stands; null while there is none.</summary>
    public Plan? Plan { get; private init; }

    /// <summary>The state of each step, in the plan's order.</summary>
    public IReadOnlyList<PlanStepState> Steps { get; private init; } = [];

    /// <summary>Whether a person has approved the plan.</summary>
    public bool IsApproved { get; private init; }

    /// <summary>Whether the plan waits for a person's approval.</summary>
    public bool AwaitsApproval { get; private init; }

    /// <summary>Why a person refused the plan, until there is another one; empty when no reason was given, null when it was not refused.</summary>
    public string? Objection { get; private init; }

    /// <summary>How often the replanner was asked.</summary>
    public int Replans { get; private init; }

    /// <summary>How often the replanner was asked since a step was last finished.</summary>
    public int ReplansWithoutProgress { get; private init; }

    /// <summary>What was wrong with the plan when the planner gave up on making a valid one; empty otherwise.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>The parts of the answer; empty before the run has ended, and when it ended without a synthesis.</summary>
    public IReadOnlyList<PlanClaim> Claims { get; private init; } = [];

    /// <summary>How often the planner was asked.</summary>
    internal int Plannings { get; private init; }

    /// <summary>How many child runs of steps were begun; their ids count on.</summary>
    internal int StepRuns { get; private init; }

    internal long Tokens { get; private init; }

    internal int ToolCalls { get; private init; }

    internal bool IsSynthesized { get; private init; }

    /// <summary>What waits for a person: the plan itself, and the calls of child runs, whose ids have the step before them: <c>flights/call_1</c>.</summary>
    internal IReadOnlyList<PendingCall> Pending
    {
        get
        {
            if (AwaitsApproval)
                return [new PendingCall { CallId = ApprovalId, Tool = ApprovalId, Arguments = JsonSerializer.SerializeToElement(Plan!, PlanJsonContext.Default.Plan), InDoubt = false }];
            return [.. from step in Steps
                       where step.Phase == PlanStepPhase.Suspended
                       from call in step.Pending
                       select call with { CallId = $"{step.Step.Id}/{call.CallId}" }];
        }
    }

    /// <summary>The plan as a Mermaid flowchart, each step marked with its phase.</summary>
    public string ToMermaid() => Plan is null ? "flowchart TD\n" : PlanMermaid.Write(Plan, Steps);

    /// <summary>The state of a step; null when the plan has no such step.</summary>
    /// <param name="stepId">The step.</param>
    public PlanStepState? Find(string stepId) => Steps.FirstOrDefault(s => s.Step.Id == stepId);

    internal PlanState Apply(RunEvent runEvent) => runEvent switch
    {
        PlanMade e => Take(e),
        PlanRejected { By: PlanAuthor.Planner } e => this with { Plannings = Plannings + 1, Problems = e.Problems, Tokens = Tokens + e.Tokens },
        PlanRejected e => this with { Replans = Replans + 1, ReplansWithoutProgress = ReplansWithoutProgress + 1, Tokens = Tokens + e.Tokens },
        ApprovalRequested => this with { AwaitsApproval = true },
        ApprovalDecided e => this with { AwaitsApproval = false, IsApproved = e.Approved, Objection = e.Approved ? null : e.Reason ?? string.Empty },
        PlanStepStarted e => Take(e),
        PlanStepCompleted e => Charge(e.StepId, e.RunId, e.Tokens, e.ToolCalls, s => s with
        {
            Phase = PlanStepPhase.Done,
            Result = e.Result,
            ResultLength = e.ResultLength,
            Error = null,
        }) with
        { ReplansWithoutProgress = 0 },
        PlanStepFailed e => Charge(e.StepId, e.RunId, e.Tokens, e.ToolCalls, s => s with
        {
            Phase = PlanStepPhase.Failed,
            Failures = s.Failures + 1,
            Error = e.Error,
            CanResume = e.CanResume,
        }),
        PlanStepSuspended e => Change(e.StepId, s => s with { Phase = PlanStepPhase.Suspended, Pending = e.Pending, PendingVersion = e.Version, Decisions = [] }),
        PlanStepDecided e => Change(e.StepId, s => s with { Phase = PlanStepPhase.Interrupted, Decisions = e.Decisions }),
        PlanSynthesized e => this with { Claims = e.Claims, IsSynthesized = true, Tokens = Tokens + e.Tokens },
        RunResumed => this with { Steps = [.. Steps.Select(s => s.Phase == PlanStepPhase.Running ? s with { Phase = PlanStepPhase.Interrupted } : s)] },
        _ => this,
    };

    /// <summary>The id of the next child run of a step.</summary>
    internal string NextRunId(string parentId, PlanStepState step) => step.RunId is not null && (step.Phase == PlanStepPhase.Interrupted || step.CanResume)
        ? step.RunId
        : string.Create(CultureInfo.InvariantCulture, $"{parentId}.{step.Step.Id}.{StepRuns + 1}");

    private PlanState Take(PlanMade e) => this with
    {
        Plan = e.Plan,
        Steps = [.. e.Plan.Steps.Select(s => Find(s.Id) is { } known && (known.Phase == PlanStepPhase.Done || known.Step.IsSameAs(s)) ? known : new PlanStepState { Step = s })],
        Objection = null,
        AwaitsApproval = false,
        Plannings = Plannings + (e.By == PlanAuthor.Planner ? 1 : 0),
        Replans = Replans + (e.By == PlanAuthor.Replanner ? 1 : 0),
        ReplansWithoutProgress = ReplansWithoutProgress + (e.By == PlanAuthor.Replanner ? 1 : 0),
        Tokens = Tokens + e.Tokens,
    };

    private PlanState Take(PlanStepStarted e)
    {
        var isNew = Find(e.StepId)?.RunId != e.RunId;
        return Change(e.StepId, s => s with
        {
            Phase = PlanStepPhase.Running,
            RunId = e.RunId,
            Budget = e.Budget,
            CanResume = false,
            CountedTokens = isNew ? 0 : s.CountedTokens,
            CountedToolCalls = isNew ? 0 : s.CountedToolCalls,
        }) with
        { StepRuns = StepRuns + (isNew ? 1 : 0) };
    }

    private PlanState Charge(string stepId, string runId, long tokens, int toolCalls, Func<PlanStepState, PlanStepState> change)
    {
        var before = Find(stepId) ?? throw Unknown(stepId, runId);
        return Change(stepId, s => change(s) with { CountedTokens = tokens, CountedToolCalls = toolCalls }) with
        {
            Tokens = Tokens + tokens - before.CountedTokens,
            ToolCalls = ToolCalls + toolCalls - before.CountedToolCalls,
        };
    }

    private PlanState Change(string stepId, Func<PlanStepState, PlanStepState> change) => Find(stepId) is null
        ? throw Unknown(stepId, null)
        : this with { Steps = [.. Steps.Select(s => s.Step.Id == stepId ? change(s) : s)] };

    private static ArgumentException Unknown(string stepId, string? runId) =>
        new($"The plan has no step '{stepId}'{(runId is null ? string.Empty : $", which child run '{runId}' is said to do")}. The journal's events do not fit together.");
}
