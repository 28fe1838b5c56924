using System.Text.Json.Serialization;

namespace AgentFlow.Runs;

/// <summary>
/// One thing that happened in a run. A run is the list of its events, and its state is their fold (<see cref="RunState"/>). The set
/// of events is closed: match on the type.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunStarted), "run_started")]
[JsonDerivedType(typeof(RunResumed), "run_resumed")]
[JsonDerivedType(typeof(ModelResponded), "model_responded")]
[JsonDerivedType(typeof(ToolStarted), "tool_started")]
[JsonDerivedType(typeof(ToolCompleted), "tool_completed")]
[JsonDerivedType(typeof(ApprovalRequested), "approval_requested")]
[JsonDerivedType(typeof(ApprovalDecided), "approval_decided")]
[JsonDerivedType(typeof(DoubtRaised), "doubt_raised")]
[JsonDerivedType(typeof(DoubtResolved), "doubt_resolved")]
[JsonDerivedType(typeof(OutputRejected), "output_rejected")]
[JsonDerivedType(typeof(WrapUpStarted), "wrap_up_started")]
[JsonDerivedType(typeof(RailApplied), "rail_applied")]
[JsonDerivedType(typeof(UndoStarted), "undo_started")]
[JsonDerivedType(typeof(UndoCompleted), "undo_completed")]
[JsonDerivedType(typeof(StepStarted), "step_started")]
[JsonDerivedType(typeof(StepProgressed), "step_progressed")]
[JsonDerivedType(typeof(StepCompleted), "step_completed")]
[JsonDerivedType(typeof(StepFailed), "step_failed")]
[JsonDerivedType(typeof(PlanMade), "plan_made")]
[JsonDerivedType(typeof(PlanRejected), "plan_rejected")]
[JsonDerivedType(typeof(PlanStepStarted), "plan_step_started")]
[JsonDerivedType(typeof(PlanStepCompleted), "plan_step_completed")]
[JsonDerivedType(typeof(PlanStepFailed), "plan_step_failed")]
[JsonDerivedType(typeof(PlanStepSuspended), "plan_step_suspended")]
[JsonDerivedType(typeof(PlanStepDecided), "plan_step_decided")]
[JsonDerivedType(typeof(PlanSynthesized), "plan_synthesized")]
[JsonDerivedType(typeof(ContextCompacted), "context_compacted")]
[JsonDerivedType(typeof(RunSuspended), "run_suspended")]
[JsonDerivedType(typeof(RunFailed), "run_failed")]
[JsonDerivedType(typeof(RunCompleted), "run_completed")]
public abstract record RunEvent
{
    private protected RunEvent()
    {
    }

    /// <summary>When it happened, by the agent's <see cref="TimeProvider"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The version of the serialised form, so that a journal outlives the release that wrote it.</summary>
    [JsonInclude]
    [JsonPropertyName("v")]
    internal int Format { get; init; } = RunEventJson.CurrentFormat;
}
