using AgentFlow.Prompts;

namespace AgentFlow.Agents.Strategies;

/// <summary>
/// Every text that a self-ask agent sends to a model, or answers with, of its own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be
/// replaced, here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record SelfAskPrompts
{
    private static readonly (string Name, Func<SelfAskPrompts, PromptTemplate> Get)[] All =
    [
        ("self-ask.instructions", static p => p.Instructions),
        ("self-ask.answer-schema", static p => p.AnswerSchema),
        ("self-ask.follow-up", static p => p.FollowUp),
        ("self-ask.intermediate-answer", static p => p.IntermediateAnswer),
        ("self-ask.answer", static p => p.Answer),
        ("self-ask.problem-nothing", static p => p.ProblemNothing),
        ("self-ask.problem-no-question", static p => p.ProblemNoQuestion),
    ];

    /// <summary>The built-in texts.</summary>
    public SelfAskPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public SelfAskPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Instructions = library.TemplateOf("self-ask.instructions");
        AnswerSchema = library.TemplateOf("self-ask.answer-schema");
        FollowUp = library.TemplateOf("self-ask.follow-up");
        IntermediateAnswer = library.TemplateOf("self-ask.intermediate-answer");
        Answer = library.TemplateOf("self-ask.answer");
        ProblemNothing = library.TemplateOf("self-ask.problem-nothing");
        ProblemNoQuestion = library.TemplateOf("self-ask.problem-no-question");
    }

    /// <summary>Follows the system prompt, and says how to ask follow-up questions. Placeholder: <c>{search}</c> (what the search tool does).</summary>
    /// <value><c>self-ask.instructions</c>.</value>
    public PromptTemplate Instructions { get; init; }

    /// <summary>Follows the instructions when the answer must match a schema. Placeholder: <c>{schema}</c>.</summary>
    /// <value><c>self-ask.answer-schema</c>.</value>
    public PromptTemplate AnswerSchema { get; init; }

    /// <summary>A follow-up question that the model asked earlier, as it reads it again. Placeholder: <c>{question}</c>.</summary>
    /// <value><c>self-ask.follow-up</c>.</value>
    public PromptTemplate FollowUp { get; init; }

    /// <summary>What the search tool found. Placeholder: <c>{answer}</c>.</summary>
    /// <value><c>self-ask.intermediate-answer</c>.</value>
    public PromptTemplate IntermediateAnswer { get; init; }

    /// <summary>An answer that the model gave earlier, as it reads it again. Placeholder: <c>{answer}</c>.</summary>
    /// <value><c>self-ask.answer</c>.</value>
    public PromptTemplate Answer { get; init; }

    /// <summary>The text has neither a question nor an answer.</summary>
    /// <value><c>self-ask.problem-nothing</c>.</value>
    public PromptTemplate ProblemNothing { get; init; }

    /// <summary>The follow-up question is empty.</summary>
    /// <value><c>self-ask.problem-no-question</c>.</value>
    public PromptTemplate ProblemNoQuestion { get; init; }

    internal IEnumerable<string> FindProblems() =>
        from prompt in All
        from problem in PromptLibrary.FindProblems(prompt.Name, prompt.Get(this))
        select problem;
}
