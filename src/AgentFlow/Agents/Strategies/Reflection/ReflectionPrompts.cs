using AgentFlow.Prompts;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Every text that a reflecting agent sends to a model, or answers with, of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be
/// replaced, here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record ReflectionPrompts
{
    private static readonly (string Name, Func<ReflectionPrompts, PromptTemplate> Get)[] All =
    [
        ("reflection.criteria", static p => p.Criteria),
        ("reflection.critique", static p => p.Critique),
        ("reflection.revise", static p => p.Revise),
    ];

    /// <summary>The built-in texts.</summary>
    public ReflectionPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public ReflectionPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Criteria = library.TemplateOf("reflection.criteria");
        Critique = library.TemplateOf("reflection.critique");
        Revise = library.TemplateOf("reflection.revise");
    }

    /// <summary>What the critic holds a draft to, unless the options say otherwise.</summary>
    /// <value><c>reflection.criteria</c>.</value>
    public PromptTemplate Criteria { get; init; }

    /// <summary>Asks for a verdict on a draft. Placeholders: <c>{request}</c>, <c>{draft}</c>, <c>{criteria}</c>.</summary>
    /// <value><c>reflection.critique</c>.</value>
    public PromptTemplate Critique { get; init; }

    /// <summary>Asks for a better draft. Placeholders: <c>{request}</c>, <c>{draft}</c>, <c>{critique}</c>.</summary>
    /// <value><c>reflection.revise</c>.</value>
    public PromptTemplate Revise { get; init; }

    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
