using AgentFlow.Output.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Planning;

/// <summary>Does one step of a plan as a child run, and says what became of it.</summary>
internal sealed class StepRunner(PlanDefinition agent)
{
    private const string ReadToolName = "read_step_result";
    private PlanPrompts Prompts => agent.Prompts;

    /// <summary>The event that begins the step, or lets it go on.</summary>
    public PlanStepStarted Start(RunState run, PlanStepState step)
    {
        var state = run.Plan!;
        var runId = state.NextRunId(run.RunId, step);
        return new PlanStepStarted
        {
            At = agent.Time.GetUtcNow(),
            StepId = step.Step.Id,
            RunId = runId,
            Agent = agent.ExecutorOf(step.Step).Name,
            Budget = runId == step.RunId ? step.Budget! : Carve(run, state),
        };
    }

    /// <summary>Runs the step. What goes wrong in it is an event, not an exception, unless the run was cancelled or taken over.</summary>
    /// <param name="run">The plan's run.</param>
    /// <param name="state">The plan when the step was started.</param>
    /// <param name="step">The step, started.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    public async Task<RunEvent> RunAsync(RunState run, PlanState state, PlanStepState step, CancellationToken cancellationToken)
    {
        var executor = CreateExecutor(state, step);
        IOutputCheck? output = step.Step.OutputSchema is { } schema ? new StepOutput(schema, agent.Cannot) : null;
        try
        {
            var child = await ChildRun.RunAsync(executor, run, step.RunId!, Ask(state, step), sharesSession: false, output, s => DecisionsFor(s, step), cancellationToken).ConfigureAwait(false);
            return Describe(child, step);
        }
        catch (Exception error) when (error is not RunConflictException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // Whatever stops a step is for the retry and the replanner to deal with; the child run has recorded it as well and can go on from there.
            var child = await ChildRun.FindAsync(executor, step.RunId!, cancellationToken).ConfigureAwait(false);
            return Failed(step, $"{error.GetType().Name}: {error.Message}", child, canResume: true);
        }
    }

    private RunEvent Describe(RunState child, PlanStepState step)
    {
        if (child.Completed is not { } completed)
            return new PlanStepSuspended { At = agent.Time.GetUtcNow(), StepId = step.Step.Id, RunId = child.RunId, Pending = child.Pending, Version = child.Version };
        if (completed.Outcome != RunOutcome.Answered)
            return Failed(step, $"{completed.Outcome}: {Cut(completed.Text)}", child, canResume: false);
        if (StepOutput.IsRefusal(completed.Text, agent.Cannot))
            return Failed(step, Cut(completed.Text.Trim()[agent.Cannot.Length..].Trim()), child, canResume: false);
        return new PlanStepCompleted
        {
            At = agent.Time.GetUtcNow(),
            StepId = step.Step.Id,
            RunId = child.RunId,
            Result = Cut(completed.Text),
            ResultLength = completed.Text.Length,
            Tokens = child.Tokens,
            ToolCalls = child.ToolCalls,
        };
    }

    private PlanStepFailed Failed(PlanStepState step, string error, RunState? child, bool canResume) => new()
    {
        At = agent.Time.GetUtcNow(),
        StepId = step.Step.Id,
        RunId = step.RunId!,
        Error = error,
        CanResume = canResume,
        Tokens = child?.Tokens ?? 0,
        ToolCalls = child?.ToolCalls ?? 0,
    };

    /// <summary>The decisions, if the child run stands where the person saw it; it has taken them otherwise.</summary>
    private static IReadOnlyList<ToolDecision> DecisionsFor(RunState child, PlanStepState step) =>
        child.Status == RunStatus.Suspended && child.Version == step.PendingVersion ? step.Decisions : [];

    private string Ask(PlanState state, PlanStepState step)
    {
        var results = string.Join("\n\n", Dependencies(state, step).Select(d => PlanAuthoring.Result(Prompts, d)));
        return Prompts.Step.Format(
            ("goal", state.Plan!.Goal),
            ("task", step.Step.Task),
            ("done_when", step.Step.DoneWhen is { } condition ? "\n\n" + Prompts.DoneWhen.Format(("condition", condition)) : string.Empty),
            ("results", results.Length > 0 ? "\n\n" + Prompts.Results.Format(("results", results)) : string.Empty),
            ("previous", step.Error is { } error ? "\n\n" + Prompts.FailedBefore.Format(("error", error)) : string.Empty),
            ("cannot", agent.Cannot));
    }

    /// <summary>The executor within the step's budget; with a tool to read on where a result that it depends on was cut.</summary>
    private Agent CreateExecutor(PlanState state, PlanStepState step)
    {
        var executor = agent.ExecutorOf(step.Step);
        var budget = step.Budget!;
        var limits = new RunLimits
        {
            MaxIterations = executor.Limits.MaxIterations,
            MaxOutputRetries = executor.Limits.MaxOutputRetries,
            MaxTokens = Least(executor.Limits.MaxTokens, budget.MaxTokens),
            MaxToolCalls = Least(executor.Limits.MaxToolCalls, budget.MaxToolCalls),
            MaxDuration = Least(executor.Limits.MaxDuration, budget.MaxDuration),
            WrapUpTime = executor.Limits.WrapUpTime,
        };
        var cut = Dependencies(state, step).Where(d => d.ResultLength > d.Result.Length).ToDictionary(d => d.Step.Id, d => d.RunId!, StringComparer.Ordinal);
        return new Agent(executor.As($"{agent.Name}/{executor.Name}", agent.Journal, limits, cut.Count == 0 ? null : CreateReadTool(cut)));
    }

    private AIFunction CreateReadTool(Dictionary<string, string> runIds) => Tool.Create(async (string step, int start, CancellationToken cancellationToken) =>
    {
        if (!runIds.TryGetValue(step, out var runId))
            return Prompts.UnknownResult.Format(("step", step), ("steps", string.Join(", ", runIds.Keys)));
        var text = string.Empty;
        await foreach (var e in agent.Journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            text = e is RunCompleted completed ? completed.Text : text;
        var from = Math.Clamp(start, 0, text.Length);
        return text.Substring(from, Math.Min(agent.Limits.MaxResultLength, text.Length - from));
    }, ReadToolName, Prompts.ReadTool.Format(), ToolEffect.Pure);

    private static IEnumerable<PlanStepState> Dependencies(PlanState state, PlanStepState step) => step.Step.DependsOn.Select(d => state.Find(d)!);

    /// <summary>An equal share of what is left for each step that is neither done nor running; of the time all that is left, because steps share it.</summary>
    private StepBudget Carve(RunState run, PlanState state)
    {
        var running = state.Steps.Where(s => s.Phase == PlanStepPhase.Running).ToList();
        var open = Math.Max(1, state.Steps.Count(s => s.Phase is not (PlanStepPhase.Done or PlanStepPhase.Running)));
        return new StepBudget
        {
            MaxTokens = agent.Budget.MaxTokens is { } tokens ? Math.Max(1, (tokens - run.Tokens - running.Sum(s => s.Budget!.MaxTokens ?? 0)) / open) : null,
            MaxToolCalls = agent.Budget.MaxToolCalls is { } calls ? Math.Max(0, (calls - run.ToolCalls - running.Sum(s => s.Budget!.MaxToolCalls ?? 0)) / open) : null,
            MaxDuration = agent.Budget.MaxDuration - run.Active,
        };
    }

    private string Cut(string text)
    {
        if (text.Length <= agent.Limits.MaxResultLength)
            return text;
        var length = agent.Limits.MaxResultLength;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static T? Least<T>(T? a, T? b) where T : struct, IComparable<T> => a is null ? b : b is null || a.Value.CompareTo(b.Value) < 0 ? a : b;
}
