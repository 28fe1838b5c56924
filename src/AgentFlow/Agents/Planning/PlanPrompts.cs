using AgentFlow.Prompts;

namespace AgentFlow.Agents.Planning;

/// <summary>
/// Every text that a plan-and-execute agent sends to a model, or answers with, of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be
/// replaced, here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record PlanPrompts
{
    private static readonly (string Name, Func<PlanPrompts, PromptTemplate> Get)[] All =
    [
        ("plan.make", static p => p.Make),
        ("plan.objection", static p => p.Objection),
        ("plan.replan", static p => p.Replan),
        ("plan.step", static p => p.Step),
        ("plan.done-when", static p => p.DoneWhen),
        ("plan.results", static p => p.Results),
        ("plan.step-result", static p => p.StepResult),
        ("plan.result-cut", static p => p.ResultCut),
        ("plan.read-tool", static p => p.ReadTool),
        ("plan.unknown-result", static p => p.UnknownResult),
        ("plan.failed-before", static p => p.FailedBefore),
        ("plan.failure", static p => p.Failure),
        ("plan.not-begun", static p => p.NotBegun),
        ("plan.cannot", static p => p.Cannot),
        ("plan.synthesize", static p => p.Synthesize),
        ("plan.none", static p => p.None),
        ("plan.nothing-done", static p => p.NothingDone),
        ("plan.no-plan", static p => p.NoPlan),
        ("plan.problem-empty", static p => p.ProblemEmpty),
        ("plan.problem-too-many", static p => p.ProblemTooMany),
        ("plan.problem-id", static p => p.ProblemId),
        ("plan.problem-duplicate", static p => p.ProblemDuplicate),
        ("plan.problem-task", static p => p.ProblemTask),
        ("plan.problem-dependency", static p => p.ProblemDependency),
        ("plan.problem-cycle", static p => p.ProblemCycle),
        ("plan.problem-use", static p => p.ProblemUse),
        ("plan.problem-schema", static p => p.ProblemSchema),
        ("plan.problem-finished", static p => p.ProblemFinished),
        ("plan.problem-unknown", static p => p.ProblemUnknown),
        ("plan.problem-exists", static p => p.ProblemExists),
        ("plan.problem-failed", static p => p.ProblemFailed),
        ("plan.problem-claim", static p => p.ProblemClaim),
    ];

    /// <summary>The built-in texts.</summary>
    public PlanPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public PlanPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Make = library.TemplateOf("plan.make");
        Objection = library.TemplateOf("plan.objection");
        Replan = library.TemplateOf("plan.replan");
        Step = library.TemplateOf("plan.step");
        DoneWhen = library.TemplateOf("plan.done-when");
        Results = library.TemplateOf("plan.results");
        StepResult = library.TemplateOf("plan.step-result");
        ResultCut = library.TemplateOf("plan.result-cut");
        ReadTool = library.TemplateOf("plan.read-tool");
        UnknownResult = library.TemplateOf("plan.unknown-result");
        FailedBefore = library.TemplateOf("plan.failed-before");
        Failure = library.TemplateOf("plan.failure");
        NotBegun = library.TemplateOf("plan.not-begun");
        Cannot = library.TemplateOf("plan.cannot");
        Synthesize = library.TemplateOf("plan.synthesize");
        None = library.TemplateOf("plan.none");
        NothingDone = library.TemplateOf("plan.nothing-done");
        NoPlan = library.TemplateOf("plan.no-plan");
        ProblemEmpty = library.TemplateOf("plan.problem-empty");
        ProblemTooMany = library.TemplateOf("plan.problem-too-many");
        ProblemId = library.TemplateOf("plan.problem-id");
        ProblemDuplicate = library.TemplateOf("plan.problem-duplicate");
        ProblemTask = library.TemplateOf("plan.problem-task");
        ProblemDependency = library.TemplateOf("plan.problem-dependency");
        ProblemCycle = library.TemplateOf("plan.problem-cycle");
        ProblemUse = library.TemplateOf("plan.problem-use");
        ProblemSchema = library.TemplateOf("plan.problem-schema");
        ProblemFinished = library.TemplateOf("plan.problem-finished");
        ProblemUnknown = library.TemplateOf("plan.problem-unknown");
        ProblemExists = library.TemplateOf("plan.problem-exists");
        ProblemFailed = library.TemplateOf("plan.problem-failed");
        ProblemClaim = library.TemplateOf("plan.problem-claim");
    }

    /// <summary>Asks for a plan. Placeholders: <c>{goal}</c>, <c>{executors}</c> (a line for each, with its tools), <c>{max_steps}</c>, <c>{objection}</c> (plan.objection, or empty).</summary>
    /// <value><c>plan.make</c>.</value>
    public PromptTemplate Make { get; init; }

    /// <summary>Says that a person refused the plan before. Placeholders: <c>{plan}</c> (JSON), <c>{reason}</c>.</summary>
    /// <value><c>plan.objection</c>.</value>
    public PromptTemplate Objection { get; init; }

    /// <summary>Asks for an edit of a plan after steps have failed. Placeholders: <c>{goal}</c>, <c>{done}</c>, <c>{failed}</c>, <c>{remaining}</c> (JSON), <c>{executors}</c>, <c>{max_steps}</c>.</summary>
    /// <value><c>plan.replan</c>.</value>
    public PromptTemplate Replan { get; init; }

    /// <summary>Gives a step to whoever carries it out. Placeholders: <c>{goal}</c>, <c>{task}</c>, <c>{done_when}</c> and <c>{results}</c> and <c>{previous}</c> (each a paragraph, or empty), <c>{cannot}</c> (plan.cannot).</summary>
    /// <value><c>plan.step</c>.</value>
    public PromptTemplate Step { get; init; }

    /// <summary>The part of plan.step that says when a step is done. Placeholder: <c>{condition}</c>.</summary>
    /// <value><c>plan.done-when</c>.</value>
    public PromptTemplate DoneWhen { get; init; }

    /// <summary>The part of plan.step with the results that it depends on. Placeholder: <c>{results}</c> (plan.step-result for each).</summary>
    /// <value><c>plan.results</c>.</value>
    public PromptTemplate Results { get; init; }

    /// <summary>A finished step, as dependants, the replanner and the synthesis see it. Placeholders: <c>{step}</c>, <c>{task}</c>, <c>{result}</c>, <c>{cut}</c> (plan.result-cut, or empty).</summary>
    /// <value><c>plan.step-result</c>.</value>
    public PromptTemplate StepResult { get; init; }

    /// <summary>Follows the beginning of a long result. Placeholders: <c>{step}</c>, <c>{shown}</c>, <c>{length}</c> (characters).</summary>
    /// <value><c>plan.result-cut</c>.</value>
    public PromptTemplate ResultCut { get; init; }

    /// <summary>The description of the tool read_step_result.</summary>
    /// <value><c>plan.read-tool</c>.</value>
    public PromptTemplate ReadTool { get; init; }

    /// <summary>The answer of read_step_result for another step. Placeholders: <c>{step}</c>, <c>{steps}</c>.</summary>
    /// <value><c>plan.unknown-result</c>.</value>
    public PromptTemplate UnknownResult { get; init; }

    /// <summary>The part of plan.step that says why an earlier try failed. Placeholder: <c>{error}</c>.</summary>
    /// <value><c>plan.failed-before</c>.</value>
    public PromptTemplate FailedBefore { get; init; }

    /// <summary>A failed step, as the replanner and the synthesis see it. Placeholders: <c>{step}</c>, <c>{task}</c>, <c>{error}</c>.</summary>
    /// <value><c>plan.failure</c>.</value>
    public PromptTemplate Failure { get; init; }

    /// <summary>Stands for the reason where a step was not begun.</summary>
    /// <value><c>plan.not-begun</c>.</value>
    public PromptTemplate NotBegun { get; init; }

    /// <summary>What an answer begins with when a step cannot be done.</summary>
    /// <value><c>plan.cannot</c>.</value>
    public PromptTemplate Cannot { get; init; }

    /// <summary>Asks for the answer. Placeholders: <c>{goal}</c>, <c>{results}</c>, <c>{failed}</c> (what could not be done, or none).</summary>
    /// <value><c>plan.synthesize</c>.</value>
    public PromptTemplate Synthesize { get; init; }

    /// <summary>Stands where a list is empty.</summary>
    /// <value><c>plan.none</c>.</value>
    public PromptTemplate None { get; init; }

    /// <summary>The answer of a run in which no step was finished. Placeholder: <c>{failed}</c>.</summary>
    /// <value><c>plan.nothing-done</c>.</value>
    public PromptTemplate NothingDone { get; init; }

    /// <summary>The answer of a run for which no valid plan was made. Placeholder: <c>{problems}</c>.</summary>
    /// <value><c>plan.no-plan</c>.</value>
    public PromptTemplate NoPlan { get; init; }

    /// <summary>A plan without steps.</summary>
    /// <value><c>plan.problem-empty</c>.</value>
    public PromptTemplate ProblemEmpty { get; init; }

    /// <summary>A plan with too many steps. Placeholders: <c>{count}</c>, <c>{most}</c>.</summary>
    /// <value><c>plan.problem-too-many</c>.</value>
    public PromptTemplate ProblemTooMany { get; init; }

    /// <summary>A step whose id cannot be used. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>plan.problem-id</c>.</value>
    public PromptTemplate ProblemId { get; init; }

    /// <summary>An id that several steps have. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>plan.problem-duplicate</c>.</value>
    public PromptTemplate ProblemDuplicate { get; init; }

    /// <summary>A step without a task. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>plan.problem-task</c>.</value>
    public PromptTemplate ProblemTask { get; init; }

    /// <summary>A dependency on a step that there is not. Placeholders: <c>{step}</c>, <c>{dependency}</c>, <c>{steps}</c>.</summary>
    /// <value><c>plan.problem-dependency</c>.</value>
    public PromptTemplate ProblemDependency { get; init; }

    /// <summary>Steps that wait for each other. Placeholder: <c>{cycle}</c>.</summary>
    /// <value><c>plan.problem-cycle</c>.</value>
    public PromptTemplate ProblemCycle { get; init; }

    /// <summary>A step for an agent or a tool that there is not. Placeholders: <c>{step}</c>, <c>{use}</c>, <c>{known}</c>.</summary>
    /// <value><c>plan.problem-use</c>.</value>
    public PromptTemplate ProblemUse { get; init; }

    /// <summary>An outputSchema that is none. Placeholders: <c>{step}</c>, <c>{error}</c>.</summary>
    /// <value><c>plan.problem-schema</c>.</value>
    public PromptTemplate ProblemSchema { get; init; }

    /// <summary>An edit of a finished step. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>plan.problem-finished</c>.</value>
    public PromptTemplate ProblemFinished { get; init; }

    /// <summary>An edit of a step that there is not. Placeholders: <c>{step}</c>, <c>{steps}</c>.</summary>
    /// <value><c>plan.problem-unknown</c>.</value>
    public PromptTemplate ProblemUnknown { get; init; }

    /// <summary>An added step whose id is taken. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>plan.problem-exists</c>.</value>
    public PromptTemplate ProblemExists { get; init; }

    /// <summary>An edit that leaves a failed step as it is. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>plan.problem-failed</c>.</value>
    public PromptTemplate ProblemFailed { get; init; }

    /// <summary>A claim that does not say where it comes from. Placeholders: <c>{claim}</c> (its beginning), <c>{steps}</c>.</summary>
    /// <value><c>plan.problem-claim</c>.</value>
    public PromptTemplate ProblemClaim { get; init; }

    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
