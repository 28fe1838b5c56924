using AgentFlow.Prompts;

namespace AgentFlow.Chains;

/// <summary>
/// Every text that the ready-made chains send to a model, but those over documents (<see cref="DocumentPrompts"/>). Each is a prompt of
/// <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its property or in a library by its name.
/// </summary>
public sealed record ReadyMadePrompts
{
    /// <summary>The built-in texts.</summary>
    public ReadyMadePrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public ReadyMadePrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Extract = library.TemplateOf("chains.extract");
        Tag = library.TemplateOf("chains.tag");
        Calculate = library.TemplateOf("chains.calculate");
        Think = library.TemplateOf("chains.think");
        Critique = library.TemplateOf("chains.critique");
        Revise = library.TemplateOf("chains.revise");
        WriteSql = library.TemplateOf("chains.write-sql");
        SqlRefused = library.TemplateOf("chains.sql-refused");
        AnswerFromSql = library.TemplateOf("chains.answer-from-sql");
    }

    /// <summary>Asks for what a text says, in a form. Placeholders: <c>{text}</c>, <c>{format_instructions}</c> (may be empty).</summary>
    /// <value><c>chains.extract</c>.</value>
    public PromptTemplate Extract { get; init; }

    /// <summary>Asks what kind of text something is. Placeholders: <c>{text}</c>, <c>{format_instructions}</c> (may be empty).</summary>
    /// <value><c>chains.tag</c>.</value>
    public PromptTemplate Tag { get; init; }

    /// <summary>Asks for the expression that answers a question. Placeholder: <c>{question}</c>.</summary>
    /// <value><c>chains.calculate</c>.</value>
    public PromptTemplate Calculate { get; init; }

    /// <summary>Asks to reason first and then answer. Placeholders: <c>{question}</c>, <c>{format_instructions}</c> for the answer (may be empty).</summary>
    /// <value><c>chains.think</c>.</value>
    public PromptTemplate Think { get; init; }

    /// <summary>Asks whether an answer keeps to a principle. Placeholders: <c>{input}</c>, <c>{answer}</c>, <c>{principle}</c>, <c>{format_instructions}</c>.</summary>
    /// <value><c>chains.critique</c>.</value>
    public PromptTemplate Critique { get; init; }

    /// <summary>Asks for an answer that heeds a critique. Placeholders: <c>{input}</c>, <c>{answer}</c>, <c>{critique}</c>, <c>{revision}</c>, how to mend it.</summary>
    /// <value><c>chains.revise</c>.</value>
    public PromptTemplate Revise { get; init; }

    /// <summary>Asks for a statement that answers a question. Placeholders: <c>{schema}</c>, <c>{question}</c>, <c>{max_rows}</c>.</summary>
    /// <value><c>chains.write-sql</c>.</value>
    public PromptTemplate WriteSql { get; init; }

    /// <summary>Follows a statement that was not run, or stopped. Placeholder: <c>{error}</c>.</summary>
    /// <value><c>chains.sql-refused</c>.</value>
    public PromptTemplate SqlRefused { get; init; }

    /// <summary>Asks to answer out of the rows of a statement. Placeholders: <c>{question}</c>, <c>{statement}</c>, <c>{rows}</c>.</summary>
    /// <value><c>chains.answer-from-sql</c>.</value>
    public PromptTemplate AnswerFromSql { get; init; }
}
