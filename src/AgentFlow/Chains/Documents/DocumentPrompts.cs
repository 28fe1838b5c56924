using AgentFlow.Prompts;

namespace AgentFlow.Chains;

/// <summary>
/// Every text that chains over documents send to a model. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its
/// property or in a library by its name.
/// </summary>
public sealed record DocumentPrompts
{
    /// <summary>The built-in texts.</summary>
    public DocumentPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public DocumentPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Document = library.TemplateOf("chains.document");
        Summarize = library.TemplateOf("chains.summarize");
        CombineSummaries = library.TemplateOf("chains.combine-summaries");
        RefineSummary = library.TemplateOf("chains.refine-summary");
        Answer = library.TemplateOf("chains.answer");
        FindPassages = library.TemplateOf("chains.find-passages");
        CombinePassages = library.TemplateOf("chains.combine-passages");
        RefineAnswer = library.TemplateOf("chains.refine-answer");
        NoAnswer = library.TemplateOf("chains.no-answer");
    }

    /// <summary>How a document is shown in a question's prompt. Placeholders: <c>{number}</c> (in brackets), <c>{source}</c> (may be empty), <c>{text}</c>.</summary>
    /// <value><c>chains.document</c>.</value>
    public PromptTemplate Document { get; init; }

    /// <summary>Asks for the summary of a text, the whole or a part. Placeholder: <c>{documents}</c>.</summary>
    /// <value><c>chains.summarize</c>.</value>
    public PromptTemplate Summarize { get; init; }

    /// <summary>Asks for one summary out of several. Placeholder: <c>{documents}</c>, the summaries in order.</summary>
    /// <value><c>chains.combine-summaries</c>.</value>
    public PromptTemplate CombineSummaries { get; init; }

    /// <summary>Asks to work one more part into a summary. Placeholders: <c>{existing}</c>, the summary so far; <c>{documents}</c>, the part.</summary>
    /// <value><c>chains.refine-summary</c>.</value>
    public PromptTemplate RefineSummary { get; init; }

    /// <summary>Asks a question about documents. Placeholders: <c>{question}</c>, <c>{documents}</c>.</summary>
    /// <value><c>chains.answer</c>.</value>
    public PromptTemplate Answer { get; init; }

    /// <summary>
    /// Asks for what one document says about a question. Placeholders: <c>{question}</c>, <c>{documents}</c>, and <c>{nothing}</c>, the word that
    /// says that it is nothing.
    /// </summary>
    /// <value><c>chains.find-passages</c>.</value>
    public PromptTemplate FindPassages { get; init; }

    /// <summary>Asks to shorten what several documents say about a question. Placeholders: <c>{question}</c>, <c>{documents}</c>.</summary>
    /// <value><c>chains.combine-passages</c>.</value>
    public PromptTemplate CombinePassages { get; init; }

    /// <summary>Asks to mend an answer by one more document. Placeholders: <c>{question}</c>, <c>{existing}</c>, <c>{documents}</c>.</summary>
    /// <value><c>chains.refine-answer</c>.</value>
    public PromptTemplate RefineAnswer { get; init; }

    /// <summary>The answer when no document says anything; no model is asked for it. No placeholders.</summary>
    /// <value><c>chains.no-answer</c>.</value>
    public PromptTemplate NoAnswer { get; init; }
}
