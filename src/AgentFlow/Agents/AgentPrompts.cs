using AgentFlow.Prompts;

namespace AgentFlow.Agents;

/// <summary>
/// Every text that an agent sends to a model of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be replaced,
/// here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record AgentPrompts
{
    private static readonly (string Name, Func<AgentPrompts, PromptTemplate> Get)[] All =
    [
        ("agent.unknown-tool", static p => p.UnknownTool),
        ("agent.malformed-arguments", static p => p.MalformedArguments),
        ("agent.invalid-arguments", static p => p.InvalidArguments),
        ("agent.give-up-on-tool", static p => p.GiveUpOnTool),
        ("agent.tool-failed", static p => p.ToolFailed),
        ("agent.tool-timed-out", static p => p.ToolTimedOut),
        ("agent.tool-denied", static p => p.ToolDenied),
        ("agent.tool-refused", static p => p.ToolRefused),
        ("agent.result-withheld", static p => p.ResultWithheld),
        ("agent.blocked", static p => p.Blocked),
        ("agent.compensated", static p => p.Compensated),
        ("agent.tool-diverged", static p => p.ToolDiverged),
        ("agent.repeated-call", static p => p.RepeatedCall),
        ("agent.call-over-budget", static p => p.CallOverBudget),
        ("agent.result-cut", static p => p.ResultCut),
        ("agent.empty-result", static p => p.EmptyResult),
        ("agent.invalid-output", static p => p.InvalidOutput),
        ("agent.wrap-up", static p => p.WrapUp),
        ("agent.reason-max-iterations", static p => p.ReasonMaxIterations),
        ("agent.reason-token-budget", static p => p.ReasonTokenBudget),
        ("agent.reason-call-budget", static p => p.ReasonCallBudget),
        ("agent.reason-time-budget", static p => p.ReasonTimeBudget),
        ("agent.reason-repeated-calls", static p => p.ReasonRepeatedCalls),
        ("agent.reason-no-answer", static p => p.ReasonNoAnswer),
        ("agent.no-conclusion", static p => p.NoConclusion),
        ("agent.nearest-tool", static p => p.NearestTool),
        ("agent.timed-out-harmless", static p => p.TimedOutHarmless),
        ("agent.timed-out-in-doubt", static p => p.TimedOutInDoubt),
        ("agent.hidden-error", static p => p.HiddenError),
    ];

    /// <summary>The built-in texts.</summary>
    public AgentPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public AgentPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        UnknownTool = library.TemplateOf("agent.unknown-tool");
        MalformedArguments = library.TemplateOf("agent.malformed-arguments");
        InvalidArguments = library.TemplateOf("agent.invalid-arguments");
        GiveUpOnTool = library.TemplateOf("agent.give-up-on-tool");
        ToolFailed = library.TemplateOf("agent.tool-failed");
        ToolTimedOut = library.TemplateOf("agent.tool-timed-out");
        ToolDenied = library.TemplateOf("agent.tool-denied");
        ToolRefused = library.TemplateOf("agent.tool-refused");
        ResultWithheld = library.TemplateOf("agent.result-withheld");
        Blocked = library.TemplateOf("agent.blocked");
        Compensated = library.TemplateOf("agent.compensated");
        ToolDiverged = library.TemplateOf("agent.tool-diverged");
        RepeatedCall = library.TemplateOf("agent.repeated-call");
        CallOverBudget = library.TemplateOf("agent.call-over-budget");
        ResultCut = library.TemplateOf("agent.result-cut");
        EmptyResult = library.TemplateOf("agent.empty-result");
        InvalidOutput = library.TemplateOf("agent.invalid-output");
        WrapUp = library.TemplateOf("agent.wrap-up");
        ReasonMaxIterations = library.TemplateOf("agent.reason-max-iterations");
        ReasonTokenBudget = library.TemplateOf("agent.reason-token-budget");
        ReasonCallBudget = library.TemplateOf("agent.reason-call-budget");
        ReasonTimeBudget = library.TemplateOf("agent.reason-time-budget");
        ReasonRepeatedCalls = library.TemplateOf("agent.reason-repeated-calls");
        ReasonNoAnswer = library.TemplateOf("agent.reason-no-answer");
        NoConclusion = library.TemplateOf("agent.no-conclusion");
        NearestTool = library.TemplateOf("agent.nearest-tool");
        TimedOutHarmless = library.TemplateOf("agent.timed-out-harmless");
        TimedOutInDoubt = library.TemplateOf("agent.timed-out-in-doubt");
        HiddenError = library.TemplateOf("agent.hidden-error");
    }

    /// <summary>A tool name that the agent does not have. Placeholders: <c>{tool}</c>, <c>{tools}</c>, <c>{nearest}</c> (a sentence, or empty).</summary>
    /// <value><c>agent.unknown-tool</c>.</value>
    public PromptTemplate UnknownTool { get; init; }

    /// <summary>Arguments that are not JSON. Placeholders: <c>{tool}</c>, <c>{error}</c>, <c>{text}</c> (what the model wrote, cut).</summary>
    /// <value><c>agent.malformed-arguments</c>.</value>
    public PromptTemplate MalformedArguments { get; init; }

    /// <summary>Arguments that break the schema. Placeholders: <c>{tool}</c>, <c>{errors}</c> (one line each).</summary>
    /// <value><c>agent.invalid-arguments</c>.</value>
    public PromptTemplate InvalidArguments { get; init; }

    /// <summary>Arguments that were wrong again after all repairs, and every later call of that tool. Placeholders: <c>{tool}</c>, <c>{repairs}</c>.</summary>
    public PromptTemplate GiveUpOnTool { get; init; }

    /// <summary>A tool that threw. Placeholders: <c>{tool}</c>, <c>{error}</c>.</summary>
    /// <value><c>agent.tool-failed</c>.</value>
    public PromptTemplate ToolFailed { get; init; }

    /// <summary>A tool that took too long. Placeholders: <c>{tool}</c>, <c>{seconds}</c>, <c>{effect}</c> (whether it may have taken effect).</summary>
    /// <value><c>agent.tool-timed-out</c>.</value>
    public PromptTemplate ToolTimedOut { get; init; }

    /// <summary>A person's refusal. Placeholders: <c>{tool}</c>, <c>{reason}</c> (a sentence, or empty).</summary>
    /// <value><c>agent.tool-denied</c>.</value>
    public PromptTemplate ToolDenied { get; init; }

    /// <summary>A rail's refusal of a call. Placeholders: <c>{tool}</c>, <c>{reason}</c> (a sentence).</summary>
    /// <value><c>agent.tool-refused</c>.</value>
    public PromptTemplate ToolRefused { get; init; }

    /// <summary>Stands for a tool's result that a rail kept back. Placeholders: <c>{tool}</c>, <c>{reason}</c> (a sentence).</summary>
    /// <value><c>agent.result-withheld</c>.</value>
    public PromptTemplate ResultWithheld { get; init; }

    /// <summary>The answer of a run that a rail ended. Not sent to a model; shown to the user. Placeholder: <c>{reason}</c> (a sentence).</summary>
    /// <value><c>agent.blocked</c>.</value>
    public PromptTemplate Blocked { get; init; }

    /// <summary>The text of a run that was undone. Not sent to a model; shown to the user. Placeholders: <c>{undone}</c>, <c>{left}</c> (numbers of calls).</summary>
    /// <value><c>agent.compensated</c>.</value>
    public PromptTemplate Compensated { get; init; }

    /// <summary>A tool that was run again and did not make the same calls as before. Placeholders: <c>{tool}</c>, <c>{difference}</c>.</summary>
    /// <value><c>agent.tool-diverged</c>.</value>
    public PromptTemplate ToolDiverged { get; init; }

    /// <summary>The same call once too often. Placeholders: <c>{tool}</c>, <c>{count}</c>.</summary>
    /// <value><c>agent.repeated-call</c>.</value>
    public PromptTemplate RepeatedCall { get; init; }

    /// <summary>A call beyond the budget. Placeholders: <c>{tool}</c>, <c>{limit}</c>.</summary>
    /// <value><c>agent.call-over-budget</c>.</value>
    public PromptTemplate CallOverBudget { get; init; }

    /// <summary>Follows, on a line of its own, a result that was cut. Placeholders: <c>{shown}</c>, <c>{total}</c> (characters).</summary>
    /// <value><c>agent.result-cut</c>.</value>
    public PromptTemplate ResultCut { get; init; }

    /// <summary>Stands for the result of a tool that returned nothing.</summary>
    /// <value><c>agent.empty-result</c>.</value>
    public PromptTemplate EmptyResult { get; init; }

    /// <summary>Follows an answer that does not match the schema that was asked for. Placeholder: <c>{errors}</c> (one line each).</summary>
    /// <value><c>agent.invalid-output</c>.</value>
    public PromptTemplate InvalidOutput { get; init; }

    /// <summary>Asks for a conclusion when a limit was reached. Placeholder: <c>{reason}</c>, one of the <c>agent.reason-...</c> texts.</summary>
    /// <value><c>agent.wrap-up</c>.</value>
    public PromptTemplate WrapUp { get; init; }

    /// <summary>The reason when the model may not be called again.</summary>
    /// <value><c>agent.reason-max-iterations</c>.</value>
    public PromptTemplate ReasonMaxIterations { get; init; }

    /// <summary>The reason when the tokens are used up.</summary>
    /// <value><c>agent.reason-token-budget</c>.</value>
    public PromptTemplate ReasonTokenBudget { get; init; }

    /// <summary>The reason when the tool calls are used up.</summary>
    /// <value><c>agent.reason-call-budget</c>.</value>
    public PromptTemplate ReasonCallBudget { get; init; }

    /// <summary>The reason when the time is used up.</summary>
    /// <value><c>agent.reason-time-budget</c>.</value>
    public PromptTemplate ReasonTimeBudget { get; init; }

    /// <summary>The reason when the model repeats itself.</summary>
    /// <value><c>agent.reason-repeated-calls</c>.</value>
    public PromptTemplate ReasonRepeatedCalls { get; init; }

    /// <summary>The reason when the model answered with neither text nor calls.</summary>
    /// <value><c>agent.reason-no-answer</c>.</value>
    public PromptTemplate ReasonNoAnswer { get; init; }

    /// <summary>The answer of a run whose model gave none even when asked to conclude. Not sent to a model; shown to the user. Placeholder: <c>{reason}</c>.</summary>
    /// <value><c>agent.no-conclusion</c>.</value>
    public PromptTemplate NoConclusion { get; init; }

    /// <summary>The sentence <c>{nearest}</c> of an unknown tool. Placeholder: <c>{tool}</c>, the name that was most likely meant.</summary>
    /// <value><c>agent.nearest-tool</c>.</value>
    public PromptTemplate NearestTool { get; init; }

    /// <summary>The sentence <c>{effect}</c> of a tool that took too long, when it may be called again.</summary>
    /// <value><c>agent.timed-out-harmless</c>.</value>
    public PromptTemplate TimedOutHarmless { get; init; }

    /// <summary>The sentence <c>{effect}</c> of a tool that took too long, when calling it again could do something twice.</summary>
    /// <value><c>agent.timed-out-in-doubt</c>.</value>
    public PromptTemplate TimedOutInDoubt { get; init; }

    /// <summary>Stands for the message of an error whose details the model is not shown. Placeholder: <c>{kind}</c>, the error's type.</summary>
    /// <value><c>agent.hidden-error</c>.</value>
    public PromptTemplate HiddenError { get; init; }

    /// <summary>What is wrong with texts that were replaced: placeholders that they will not be given.</summary>
    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
