using AgentFlow.Prompts;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Every text that a ReAct agent sends to a model, or answers with, of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be
/// replaced, here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record ReActPrompts
{
    private static readonly (string Name, Func<ReActPrompts, PromptTemplate> Get)[] All =
    [
        ("react.instructions", static p => p.Instructions),
        ("react.tool", static p => p.Tool),
        ("react.answer-schema", static p => p.AnswerSchema),
        ("react.call", static p => p.Call),
        ("react.result", static p => p.Result),
        ("react.answer", static p => p.Answer),
        ("react.problem-nothing", static p => p.ProblemNothing),
        ("react.problem-none-action", static p => p.ProblemNoneAction),
        ("react.problem-input-alone", static p => p.ProblemInputAlone),
    ];

    /// <summary>The built-in texts.</summary>
    public ReActPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public ReActPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Instructions = library.TemplateOf("react.instructions");
        Tool = library.TemplateOf("react.tool");
        AnswerSchema = library.TemplateOf("react.answer-schema");
        Call = library.TemplateOf("react.call");
        Result = library.TemplateOf("react.result");
        Answer = library.TemplateOf("react.answer");
        ProblemNothing = library.TemplateOf("react.problem-nothing");
        ProblemNoneAction = library.TemplateOf("react.problem-none-action");
        ProblemInputAlone = library.TemplateOf("react.problem-input-alone");
    }

    /// <summary>Follows the system prompt, and says how to think and act. Placeholders: <c>{tools}</c> (one <see cref="Tool"/> for each), <c>{names}</c> (of the tools).</summary>
    /// <value><c>react.instructions</c>.</value>
    public PromptTemplate Instructions { get; init; }

    /// <summary>Describes one tool. Placeholders: <c>{name}</c>, <c>{description}</c>, <c>{schema}</c> (of its arguments, as JSON).</summary>
    /// <value><c>react.tool</c>.</value>
    public PromptTemplate Tool { get; init; }

    /// <summary>Follows the instructions when the answer must match a schema. Placeholder: <c>{schema}</c>.</summary>
    /// <value><c>react.answer-schema</c>.</value>
    public PromptTemplate AnswerSchema { get; init; }

    /// <summary>A call that the model made earlier, as it reads it again behind its thought. Placeholders: <c>{name}</c>, <c>{arguments}</c> (JSON, or what the model wrote instead).</summary>
    /// <value><c>react.call</c>.</value>
    public PromptTemplate Call { get; init; }

    /// <summary>The result of a call, or what is wrong with what the model wrote. Placeholders: <c>{name}</c> (of the tool, or empty), <c>{result}</c>.</summary>
    /// <value><c>react.result</c>.</value>
    public PromptTemplate Result { get; init; }

    /// <summary>An answer that the model gave earlier, as it reads it again. Placeholder: <c>{answer}</c>.</summary>
    /// <value><c>react.answer</c>.</value>
    public PromptTemplate Answer { get; init; }

    /// <summary>The text has neither an action nor an answer. Placeholder: <c>{names}</c> (of the tools).</summary>
    /// <value><c>react.problem-nothing</c>.</value>
    public PromptTemplate ProblemNothing { get; init; }

    /// <summary>The action names no tool, and there is no answer. Placeholder: <c>{names}</c> (of the tools).</summary>
    /// <value><c>react.problem-none-action</c>.</value>
    public PromptTemplate ProblemNoneAction { get; init; }

    /// <summary>There is an input of no action. Placeholder: <c>{names}</c> (of the tools).</summary>
    /// <value><c>react.problem-input-alone</c>.</value>
    public PromptTemplate ProblemInputAlone { get; init; }

    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
