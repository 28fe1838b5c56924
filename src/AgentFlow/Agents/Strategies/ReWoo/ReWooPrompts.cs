using AgentFlow.Prompts;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Every text that a ReWOO agent sends to a model, or answers with, of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be
/// replaced, here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record ReWooPrompts
{
    private static readonly (string Name, Func<ReWooPrompts, PromptTemplate> Get)[] All =
    [
        ("rewoo.plan", static p => p.Plan),
        ("rewoo.tool", static p => p.Tool),
        ("rewoo.solve", static p => p.Solve),
        ("rewoo.evidence", static p => p.Evidence),
        ("rewoo.failed", static p => p.Failed),
        ("rewoo.not-run", static p => p.NotRun),
        ("rewoo.cut", static p => p.Cut),
        ("rewoo.no-plan", static p => p.NoPlan),
        ("rewoo.none", static p => p.None),
        ("rewoo.problem-too-many", static p => p.ProblemTooMany),
        ("rewoo.problem-id", static p => p.ProblemId),
        ("rewoo.problem-duplicate", static p => p.ProblemDuplicate),
        ("rewoo.problem-tool", static p => p.ProblemTool),
        ("rewoo.problem-arguments", static p => p.ProblemArguments),
        ("rewoo.problem-variable", static p => p.ProblemVariable),
        ("rewoo.problem-forward", static p => p.ProblemForward),
        ("rewoo.problem-cycle", static p => p.ProblemCycle),
    ];

    /// <summary>The built-in texts.</summary>
    public ReWooPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public ReWooPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Plan = library.TemplateOf("rewoo.plan");
        Tool = library.TemplateOf("rewoo.tool");
        Solve = library.TemplateOf("rewoo.solve");
        Evidence = library.TemplateOf("rewoo.evidence");
        Failed = library.TemplateOf("rewoo.failed");
        NotRun = library.TemplateOf("rewoo.not-run");
        Cut = library.TemplateOf("rewoo.cut");
        NoPlan = library.TemplateOf("rewoo.no-plan");
        None = library.TemplateOf("rewoo.none");
        ProblemTooMany = library.TemplateOf("rewoo.problem-too-many");
        ProblemId = library.TemplateOf("rewoo.problem-id");
        ProblemDuplicate = library.TemplateOf("rewoo.problem-duplicate");
        ProblemTool = library.TemplateOf("rewoo.problem-tool");
        ProblemArguments = library.TemplateOf("rewoo.problem-arguments");
        ProblemVariable = library.TemplateOf("rewoo.problem-variable");
        ProblemForward = library.TemplateOf("rewoo.problem-forward");
        ProblemCycle = library.TemplateOf("rewoo.problem-cycle");
    }

    /// <summary>Asks for the plan. Placeholders: <c>{request}</c>, <c>{tools}</c> (one <see cref="Tool"/> for each), <c>{max_steps}</c>.</summary>
    /// <value><c>rewoo.plan</c>.</value>
    public PromptTemplate Plan { get; init; }

    /// <summary>Describes one tool. Placeholders: <c>{name}</c>, <c>{description}</c>, <c>{schema}</c> (of its arguments, as JSON).</summary>
    /// <value><c>rewoo.tool</c>.</value>
    public PromptTemplate Tool { get; init; }

    /// <summary>Asks for the answer. Placeholders: <c>{request}</c>, <c>{evidence}</c> (one <see cref="Evidence"/> for each step).</summary>
    /// <value><c>rewoo.solve</c>.</value>
    public PromptTemplate Solve { get; init; }

    /// <summary>One step and what it found. Placeholders: <c>{step}</c>, <c>{plan}</c> (what it was for), <c>{tool}</c>, <c>{arguments}</c> (as planned), <c>{result}</c> (what was found, or <see cref="Failed"/> or <see cref="NotRun"/>).</summary>
    /// <value><c>rewoo.evidence</c>.</value>
    public PromptTemplate Evidence { get; init; }

    /// <summary>Stands for the result of a call that failed. Placeholder: <c>{error}</c> (what the tool answered).</summary>
    /// <value><c>rewoo.failed</c>.</value>
    public PromptTemplate Failed { get; init; }

    /// <summary>Stands for the result of a call that was not made. Placeholder: <c>{missing}</c> (the steps whose results it needed).</summary>
    /// <value><c>rewoo.not-run</c>.</value>
    public PromptTemplate NotRun { get; init; }

    /// <summary>Follows a result that is too long to be shown whole. Placeholders: <c>{shown}</c> (characters), <c>{length}</c> (characters in all).</summary>
    /// <value><c>rewoo.cut</c>.</value>
    public PromptTemplate Cut { get; init; }

    /// <summary>The answer when there is no valid plan. Placeholder: <c>{problems}</c> (a line for each).</summary>
    /// <value><c>rewoo.no-plan</c>.</value>
    public PromptTemplate NoPlan { get; init; }

    /// <summary>Stands where a list is empty.</summary>
    /// <value><c>rewoo.none</c>.</value>
    public PromptTemplate None { get; init; }

    /// <summary>A plan of too many steps. Placeholders: <c>{count}</c>, <c>{most}</c>.</summary>
    /// <value><c>rewoo.problem-too-many</c>.</value>
    public PromptTemplate ProblemTooMany { get; init; }

    /// <summary>A step whose name is none. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>rewoo.problem-id</c>.</value>
    public PromptTemplate ProblemId { get; init; }

    /// <summary>Two steps of one name. Placeholder: <c>{step}</c>.</summary>
    /// <value><c>rewoo.problem-duplicate</c>.</value>
    public PromptTemplate ProblemDuplicate { get; init; }

    /// <summary>A call of a tool that there is not. Placeholders: <c>{step}</c>, <c>{tool}</c>, <c>{tools}</c> (that there are).</summary>
    /// <value><c>rewoo.problem-tool</c>.</value>
    public PromptTemplate ProblemTool { get; init; }

    /// <summary>Arguments that the tool would refuse. Placeholders: <c>{step}</c>, <c>{tool}</c>, <c>{errors}</c>.</summary>
    /// <value><c>rewoo.problem-arguments</c>.</value>
    public PromptTemplate ProblemArguments { get; init; }

    /// <summary>A variable of no step. Placeholders: <c>{step}</c>, <c>{variable}</c>, <c>{steps}</c> (that there are).</summary>
    /// <value><c>rewoo.problem-variable</c>.</value>
    public PromptTemplate ProblemVariable { get; init; }

    /// <summary>A variable of a later step. Placeholders: <c>{step}</c>, <c>{variable}</c>.</summary>
    /// <value><c>rewoo.problem-forward</c>.</value>
    public PromptTemplate ProblemForward { get; init; }

    /// <summary>Steps that wait for each other. Placeholders: <c>{step}</c>, <c>{variable}</c>.</summary>
    /// <value><c>rewoo.problem-cycle</c>.</value>
    public PromptTemplate ProblemCycle { get; init; }

    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
