using AgentFlow.Prompts;

namespace AgentFlow.Sandbox;

/// <summary>
/// Every text that code mode sends to a model. Each is a prompt file of this assembly and can be replaced, here by its property or in a library by its name. A
/// replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record CodeModePrompts
{
    private static readonly Lazy<PromptLibrary> OfThisAssembly = new(() => PromptLibrary.FromResources(typeof(CodeModePrompts).Assembly));

    private static readonly (string Name, Func<CodeModePrompts, PromptTemplate> Get)[] All =
    [
        ("code-mode.description", static p => p.Description),
        ("code-mode.searchable-description", static p => p.SearchableDescription),
        ("code-mode.rules", static p => p.Rules),
        ("code-mode.code", static p => p.Code),
        ("code-mode.no-value", static p => p.NoValue),
        ("code-mode.value-cut", static p => p.ValueCut),
        ("code-mode.console", static p => p.Console),
        ("code-mode.console-cut", static p => p.ConsoleCut),
        ("code-mode.unhandled", static p => p.Unhandled),
        ("code-mode.not-awaited", static p => p.NotAwaited),
        ("code-mode.not-made", static p => p.NotMade),
        ("code-mode.calls-made", static p => p.CallsMade),
        ("code-mode.too-many-calls", static p => p.TooManyCalls),
        ("code-mode.not-an-object", static p => p.NotAnObject),
        ("code-mode.unreadable-result", static p => p.UnreadableResult),
        ("code-mode.unknown-tool", static p => p.UnknownTool),
    ];

    /// <summary>The built-in texts.</summary>
    public CodeModePrompts()
        : this(BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public CodeModePrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Description = TemplateOf(library, "code-mode.description");
        SearchableDescription = TemplateOf(library, "code-mode.searchable-description");
        Rules = TemplateOf(library, "code-mode.rules");
        Code = TemplateOf(library, "code-mode.code");
        NoValue = TemplateOf(library, "code-mode.no-value");
        ValueCut = TemplateOf(library, "code-mode.value-cut");
        Console = TemplateOf(library, "code-mode.console");
        ConsoleCut = TemplateOf(library, "code-mode.console-cut");
        Unhandled = TemplateOf(library, "code-mode.unhandled");
        NotAwaited = TemplateOf(library, "code-mode.not-awaited");
        NotMade = TemplateOf(library, "code-mode.not-made");
        CallsMade = TemplateOf(library, "code-mode.calls-made");
        TooManyCalls = TemplateOf(library, "code-mode.too-many-calls");
        NotAnObject = TemplateOf(library, "code-mode.not-an-object");
        UnreadableResult = TemplateOf(library, "code-mode.unreadable-result");
        UnknownTool = TemplateOf(library, "code-mode.unknown-tool");
    }

    /// <summary>The prompts of this assembly.</summary>
    public static PromptLibrary BuiltIn => OfThisAssembly.Value;

    /// <summary>The description of the tool when all tools are declared. Placeholders: <c>{rules}</c>, <c>{declarations}</c> (TypeScript).</summary>
    /// <value><c>code-mode.description</c>.</value>
    public PromptTemplate Description { get; init; }

    /// <summary>The description of the tool when there are too many tools to declare them all. Placeholders: <c>{rules}</c>, <c>{count}</c>, <c>{names}</c>.</summary>
    /// <value><c>code-mode.searchable-description</c>.</value>
    public PromptTemplate SearchableDescription { get; init; }

    /// <summary>What the model must know to write a program; part of the description. Placeholders: <c>{calls}</c>, <c>{parallel}</c>.</summary>
    /// <value><c>code-mode.rules</c>.</value>
    public PromptTemplate Rules { get; init; }

    /// <summary>The description of the one parameter of the tool.</summary>
    /// <value><c>code-mode.code</c>.</value>
    public PromptTemplate Code { get; init; }

    /// <summary>Stands for the value of a program that returned nothing.</summary>
    /// <value><c>code-mode.no-value</c>.</value>
    public PromptTemplate NoValue { get; init; }

    /// <summary>Follows, on a line of its own, a value that was cut. Placeholders: <c>{shown}</c>, <c>{total}</c> (characters).</summary>
    /// <value><c>code-mode.value-cut</c>.</value>
    public PromptTemplate ValueCut { get; init; }

    /// <summary>Shows the lines that a program wrote to its console. Placeholder: <c>{lines}</c>.</summary>
    /// <value><c>code-mode.console</c>.</value>
    public PromptTemplate Console { get; init; }

    /// <summary>Follows, on a line of its own, console lines that were cut. Placeholders: <c>{shown}</c>, <c>{total}</c> (characters).</summary>
    /// <value><c>code-mode.console-cut</c>.</value>
    public PromptTemplate ConsoleCut { get; init; }

    /// <summary>Errors of promises that the program did not look at. Placeholder: <c>{errors}</c> (one after the other).</summary>
    /// <value><c>code-mode.unhandled</c>.</value>
    public PromptTemplate Unhandled { get; init; }

    /// <summary>Calls that were made and not waited for when the program ended. Placeholder: <c>{calls}</c> (names).</summary>
    /// <value><c>code-mode.not-awaited</c>.</value>
    public PromptTemplate NotAwaited { get; init; }

    /// <summary>Calls that had had no turn yet when the program ended. Placeholder: <c>{calls}</c> (names).</summary>
    /// <value><c>code-mode.not-made</c>.</value>
    public PromptTemplate NotMade { get; init; }

    /// <summary>Follows the error of a program that had called tools. Placeholder: <c>{calls}</c> (names, and how often).</summary>
    /// <value><c>code-mode.calls-made</c>.</value>
    public PromptTemplate CallsMade { get; init; }

    /// <summary>A call beyond the limit of one program. Placeholder: <c>{limit}</c>.</summary>
    /// <value><c>code-mode.too-many-calls</c>.</value>
    public PromptTemplate TooManyCalls { get; init; }

    /// <summary>A call whose argument is not one object. Placeholders: <c>{tool}</c>, <c>{declaration}</c> (TypeScript).</summary>
    /// <value><c>code-mode.not-an-object</c>.</value>
    public PromptTemplate NotAnObject { get; init; }

    /// <summary>A call whose result cannot be read. Placeholder: <c>{tool}</c>.</summary>
    /// <value><c>code-mode.unreadable-result</c>.</value>
    public PromptTemplate UnreadableResult { get; init; }

    /// <summary>A tool that tools.describe does not know. Placeholder: <c>{tool}</c>.</summary>
    /// <value><c>code-mode.unknown-tool</c>.</value>
    public PromptTemplate UnknownTool { get; init; }

    /// <summary>What is wrong with texts that were replaced: placeholders that they will not be given.</summary>
    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        let given = BuiltIn[prompt.Name].Template.InputVariables
        from unknown in prompt.Get(this).InputVariables.Except(given)
        select $"Prompt '{prompt.Name}' uses '{{{unknown}}}', which it is not given. It is given: {(given.Count == 0 ? "nothing" : string.Join(", ", given))}.";

    private static PromptTemplate TemplateOf(PromptLibrary library, string name) => (library.TryGet(name, out var prompt) ? prompt : BuiltIn[name]).Template;
}
