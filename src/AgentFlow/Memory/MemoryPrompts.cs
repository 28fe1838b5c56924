using AgentFlow.Prompts;

namespace AgentFlow.Memory;

/// <summary>
/// Every text that memories send to a model. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its property or
/// in a library by its name.
/// </summary>
public sealed record MemoryPrompts
{
    /// <summary>The built-in texts.</summary>
    public MemoryPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public MemoryPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Summarize = library.TemplateOf("memory.summarize");
        SummaryMessage = library.TemplateOf("memory.summary-message");
        ExtractEntities = library.TemplateOf("memory.extract-entities");
        ExtractTriples = library.TemplateOf("memory.extract-triples");
        FactsMessage = library.TemplateOf("memory.facts-message");
        RecalledMessage = library.TemplateOf("memory.recalled-message");
    }

    /// <summary>Asks for a new summary. Placeholders: <c>{summary}</c>, <c>{new_lines}</c>, <c>{max_words}</c>.</summary>
    /// <value><c>memory.summarize</c>.</value>
    public PromptTemplate Summarize { get; init; }

    /// <summary>The system message that shows the model a summary. Placeholder: <c>{summary}</c>.</summary>
    /// <value><c>memory.summary-message</c>.</value>
    public PromptTemplate SummaryMessage { get; init; }

    /// <summary>Asks for entities and what is known of them. Placeholders: <c>{names}</c>, <c>{entities}</c>, <c>{new_lines}</c>.</summary>
    /// <value><c>memory.extract-entities</c>.</value>
    public PromptTemplate ExtractEntities { get; init; }

    /// <summary>Asks for the statements of some lines. Placeholders: <c>{triples}</c>, <c>{new_lines}</c>.</summary>
    /// <value><c>memory.extract-triples</c>.</value>
    public PromptTemplate ExtractTriples { get; init; }

    /// <summary>The system message that shows the model facts. Placeholder: <c>{facts}</c>.</summary>
    /// <value><c>memory.facts-message</c>.</value>
    public PromptTemplate FactsMessage { get; init; }

    /// <summary>The system message that shows the model past exchanges. Placeholder: <c>{exchanges}</c>.</summary>
    /// <value><c>memory.recalled-message</c>.</value>
    public PromptTemplate RecalledMessage { get; init; }
}
