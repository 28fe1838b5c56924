namespace AgentFlow.Agents;

/// <summary>
/// Every text that an agent sends to a model of its own accord. Each can be replaced; placeholders in braces are filled in where the
/// default has them.
/// </summary>
public sealed record AgentPrompts
{
    /// <summary>A tool name that the agent does not have. Placeholders: <c>{tool}</c>, <c>{tools}</c>, <c>{nearest}</c> (a sentence, or empty).</summary>
    public string UnknownTool { get; init; } = "Tool '{tool}' is not registered.{nearest} Registered tools: {tools}.";

    /// <summary>Arguments that are not JSON. Placeholders: <c>{tool}</c>, <c>{error}</c>, <c>{text}</c> (what the model wrote, cut).</summary>
    public string MalformedArguments { get; init; } = "The arguments of '{tool}' are not a JSON object: {error} You wrote: {text} Call it again with one JSON object.";

    /// <summary>Arguments that break the schema. Placeholders: <c>{tool}</c>, <c>{errors}</c> (one line each).</summary>
    public string InvalidArguments { get; init; } = "The arguments of '{tool}' do not fit its schema:\n{errors}\nCall it again with corrected arguments.";

    /// <summary>Arguments that were wrong again after all repairs, and every later call of that tool. Placeholders: <c>{tool}</c>, <c>{repairs}</c>.</summary>
    public string GiveUpOnTool { get; init; } = "'{tool}' was not run: its arguments were still wrong after {repairs} repairs. Give up on this tool for this request; it will not be run again. Use another tool, or answer with what you have and say what is missing.";

    /// <summary>A tool that threw. Placeholders: <c>{tool}</c>, <c>{error}</c>.</summary>
    public string ToolFailed { get; init; } = "Tool '{tool}' failed: {error}";

    /// <summary>A tool that took too long. Placeholders: <c>{tool}</c>, <c>{seconds}</c>, <c>{effect}</c> (whether it may have taken effect).</summary>
    public string ToolTimedOut { get; init; } = "Tool '{tool}' did not answer within {seconds} s and was given up. {effect}";

    /// <summary>A person's refusal. Placeholders: <c>{tool}</c>, <c>{reason}</c> (a sentence, or empty).</summary>
    public string ToolDenied { get; init; } = "A person did not allow this call of '{tool}'.{reason} Do not try it again unless they ask for it.";

    /// <summary>The same call once too often. Placeholders: <c>{tool}</c>, <c>{count}</c>.</summary>
    public string RepeatedCall { get; init; } = "You have called '{tool}' with exactly these arguments {count} times already; it was not run again. Use the results you have, change the arguments, or answer.";

    /// <summary>A call beyond the budget. Placeholders: <c>{tool}</c>, <c>{limit}</c>.</summary>
    public string CallOverBudget { get; init; } = "'{tool}' was not run: the budget of {limit} tool calls for this request is used up. Answer with what you have.";

    /// <summary>Follows a result that was cut. Placeholders: <c>{shown}</c>, <c>{total}</c> (characters).</summary>
    public string ResultCut { get; init; } = "\n[Cut: the first {shown} of {total} characters. Ask for less if you need the rest.]";

    /// <summary>Stands for the result of a tool that returned nothing.</summary>
    public string EmptyResult { get; init; } = "Done. The tool returned nothing.";

    /// <summary>Asks for a conclusion when a limit was reached. Placeholder: <c>{reason}</c>, one of the texts below.</summary>
    public string WrapUp { get; init; } = "[Note from the runtime, not from the user] {reason} You cannot call tools any more. Answer the user now with what you have, and say what is missing.";

    /// <summary>The reason when the model may not be called again.</summary>
    public string ReasonMaxIterations { get; init; } = "The number of steps for this request is used up.";

    /// <summary>The reason when the tokens are used up.</summary>
    public string ReasonTokenBudget { get; init; } = "The token budget for this request is used up.";

    /// <summary>The reason when the tool calls are used up.</summary>
    public string ReasonCallBudget { get; init; } = "The number of tool calls for this request is used up.";

    /// <summary>The reason when the time is used up.</summary>
    public string ReasonTimeBudget { get; init; } = "The time for this request is used up.";

    /// <summary>The reason when the model repeats itself.</summary>
    public string ReasonRepeatedCalls { get; init; } = "You keep making the same call.";

    /// <summary>The reason when the model answered with neither text nor calls.</summary>
    public string ReasonNoAnswer { get; init; } = "Your last answer was empty.";

    /// <summary>The answer of a run whose model gave none even when asked to conclude. Not sent to a model; shown to the user. Placeholder: <c>{reason}</c>.</summary>
    public string NoConclusion { get; init; } = "I could not finish this request. {reason}";
}
