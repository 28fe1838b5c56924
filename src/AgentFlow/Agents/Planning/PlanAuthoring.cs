using System.Globalization;
using System.Text.Json;
using AgentFlow.Output;
using AgentFlow.Runs;

namespace AgentFlow.Agents.Planning;

/// <summary>What the model is asked about a plan as a whole: to make it, to edit it, to put its results together. Each is a child run.</summary>
internal sealed class PlanAuthoring(PlanDefinition agent)
{
    private readonly JsonOutputParser<Plan> _plan = Parse.Json(PlanJsonContext.Default.Plan);
    private readonly JsonOutputParser<PlanEdit> _edit = Parse.Json(PlanJsonContext.Default.PlanEdit);
    private readonly JsonOutputParser<PlanAnswer> _answer = Parse.Json(PlanJsonContext.Default.PlanAnswer);

    private PlanPrompts Prompts => agent.Prompts;

    /// <summary>Asks for a plan.</summary>
    public async Task<RunEvent> MakeAsync(RunState run, string goal, CancellationToken cancellationToken)
    {
        var state = run.Plan!;
        var objection = state.Objection is null ? string.Empty
            : "\n\n" + Prompts.Objection.Format(("plan", Json(state.Plan!)), ("reason", state.Objection.Length == 0 ? Prompts.None.Format() : state.Objection));
        var text = Prompts.Make.Format(("goal", goal), ("executors", agent.DescribeExecutors()), ("max_steps", agent.Limits.MaxSteps), ("objection", objection));
        var output = new CheckedOutput<Plan>(_plan, agent.Validator.FindProblems);
        var child = await AskAsync(run, $"plan-{state.Plannings + 1}", text, output, WithinBudget(run), cancellationToken).ConfigureAwait(false);
        var errors = ErrorsOf(child, output);
        return errors.Count == 0
            ? new PlanMade { At = Now, Plan = output.Read(child.Completed!.Text), By = PlanAuthor.Planner, RunId = child.RunId, Tokens = child.Tokens }
            : new PlanRejected { At = Now, By = PlanAuthor.Planner, Problems = errors, RunId = child.RunId, Tokens = child.Tokens };
    }

    /// <summary>Asks for an edit of what remains.</summary>
    public async Task<RunEvent> EditAsync(RunState run, CancellationToken cancellationToken)
    {
        var state = run.Plan!;
        var remaining = state.Plan! with { Steps = [.. state.Steps.Where(s => s.Phase != PlanStepPhase.Done).Select(s => s.Step)] };
        var text = Prompts.Replan.Format(
            ("goal", state.Plan.Goal), ("done", Results(state)), ("failed", Failures(state)), ("remaining", Json(remaining)),
            ("executors", agent.DescribeExecutors()), ("max_steps", agent.Limits.MaxSteps));
        var output = new CheckedOutput<PlanEdit>(_edit, edit => agent.Validator.FindProblems(edit, state));
        var child = await AskAsync(run, $"replan-{state.Replans + 1}", text, output, WithinBudget(run), cancellationToken).ConfigureAwait(false);
        var errors = ErrorsOf(child, output);
        return errors.Count == 0
            ? new PlanMade { At = Now, Plan = output.Read(child.Completed!.Text).ApplyTo(state.Plan), By = PlanAuthor.Replanner, RunId = child.RunId, Tokens = child.Tokens }
            : new PlanRejected { At = Now, By = PlanAuthor.Replanner, Problems = errors, RunId = child.RunId, Tokens = child.Tokens };
    }

    /// <summary>Asks for the answer; a model that gives none that names its sources leaves no claims.</summary>
    public async Task<PlanSynthesized> SynthesizeAsync(RunState run, CancellationToken cancellationToken)
    {
        var state = run.Plan!;
        var text = Prompts.Synthesize.Format(("goal", state.Plan!.Goal), ("results", Results(state)), ("failed", Missing(state)));
        var output = new CheckedOutput<PlanAnswer>(_answer, answer => agent.Validator.FindProblems(answer, state));
        var child = await AskAsync(run, "answer", text, output, ForTheAnswer(run), cancellationToken).ConfigureAwait(false);
        var claims = ErrorsOf(child, output).Count == 0 ? output.Read(child.Completed!.Text).Claims : [];
        return new PlanSynthesized { At = Now, Claims = claims, RunId = child.RunId, Tokens = child.Tokens };
    }

    /// <summary>The results of the finished steps, each under its id.</summary>
    public string Results(PlanState state) => Join(state.Steps.Where(s => s.Phase == PlanStepPhase.Done).Select(s => Result(agent.Prompts, s)));

    /// <summary>The steps that failed, each with the reason.</summary>
    public string Failures(PlanState state) => Describe(state.Steps.Where(s => s.Phase == PlanStepPhase.Failed));

    /// <summary>The steps that were not done, for whatever reason.</summary>
    public string Missing(PlanState state) => Describe(state.Steps.Where(s => s.Phase != PlanStepPhase.Done));

    /// <summary>A finished step as others are shown it.</summary>
    public static string Result(PlanPrompts prompts, PlanStepState step)
    {
        var cut = step.ResultLength <= step.Result.Length ? string.Empty
            : "\n" + prompts.ResultCut.Format(("step", step.Step.Id), ("shown", step.Result.Length), ("length", step.ResultLength));
        return prompts.StepResult.Format(("step", step.Step.Id), ("task", step.Step.Task), ("result", step.Result), ("cut", cut));
    }

    private DateTimeOffset Now => agent.Time.GetUtcNow();

    private Task<RunState> AskAsync<T>(RunState run, string name, string text, CheckedOutput<T> output, RunLimits limits, CancellationToken cancellationToken) =>
        ChildRun.RunAsync(new Agent(agent.Planner.As(agent.Planner.Name, agent.Journal, limits)), run, string.Create(CultureInfo.InvariantCulture, $"{run.RunId}.{name}"), text, sharesSession: true, output, null, cancellationToken);

    /// <summary>A plan or an edit may cost what is left of the run's budget.</summary>
    private RunLimits WithinBudget(RunState run) => Limits(agent.Budget.MaxTokens - run.Tokens, agent.Budget.MaxDuration - run.Active);

    /// <summary>The answer is made even when nothing is left, in the time that a conclusion may take.</summary>
    private RunLimits ForTheAnswer(RunState run) => Limits(
        null, agent.Budget.MaxDuration - run.Active is not { } left ? null : left > agent.Budget.WrapUpTime ? left : agent.Budget.WrapUpTime);

    /// <summary>Enough turns for every retry: it is the retries that are limited.</summary>
    private RunLimits Limits(long? maxTokens, TimeSpan? maxDuration) => new()
    {
        MaxOutputRetries = agent.Limits.MaxPlanRetries,
        MaxIterations = agent.Limits.MaxPlanRetries + 2,
        MaxTokens = maxTokens,
        MaxDuration = maxDuration,
        WrapUpTime = agent.Budget.WrapUpTime,
    };

    private static IReadOnlyList<string> ErrorsOf<T>(RunState child, CheckedOutput<T> output) => output.FindErrors(child.Completed!.Text);

    private string Describe(IEnumerable<PlanStepState> steps) => Join(steps.Select(s =>
        Prompts.Failure.Format(("step", s.Step.Id), ("task", s.Step.Task), ("error", s.Error ?? Prompts.NotBegun.Format()))));

    private string Join(IEnumerable<string> parts) => string.Join("\n\n", parts) is { Length: > 0 } text ? text : Prompts.None.Format();

    private static string Json(Plan plan) => JsonSerializer.Serialize(plan, PlanJsonContext.Default.Plan);
}
