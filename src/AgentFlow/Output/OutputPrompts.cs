using AgentFlow.Prompts;

namespace AgentFlow.Output;

/// <summary>
/// Every text that parsers send to a model: instructions for the prompt, errors, and the request to try again. Each is a prompt of
/// <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its property or in a library by its name. A replacement need not use all of the
/// placeholders, and has no others.
/// </summary>
public sealed record OutputPrompts
{
    private static readonly (string Name, Func<OutputPrompts, PromptTemplate> Get)[] All =
    [
        ("output.try-again", static p => p.TryAgain),
        ("output.fix", static p => p.Fix),
        ("output.json-instructions", static p => p.JsonInstructions),
        ("output.json-unreadable", static p => p.JsonUnreadable),
        ("output.json-cut-off", static p => p.JsonCutOff),
        ("output.value-refused", static p => p.ValueRefused),
        ("output.yaml-instructions", static p => p.YamlInstructions),
        ("output.yaml-unreadable", static p => p.YamlUnreadable),
        ("output.choice-instructions", static p => p.ChoiceInstructions),
        ("output.no-choice", static p => p.NoChoice),
        ("output.unclear-choice", static p => p.UnclearChoice),
        ("output.comma-list-instructions", static p => p.CommaListInstructions),
        ("output.numbered-list-instructions", static p => p.NumberedListInstructions),
        ("output.markdown-list-instructions", static p => p.MarkdownListInstructions),
        ("output.no-items", static p => p.NoItems),
        ("output.pattern-instructions", static p => p.PatternInstructions),
        ("output.no-match", static p => p.NoMatch),
        ("output.xml-instructions", static p => p.XmlInstructions),
        ("output.tag-missing", static p => p.TagMissing),
        ("output.tag-open", static p => p.TagOpen),
        ("output.code-block-instructions", static p => p.CodeBlockInstructions),
        ("output.no-code-block", static p => p.NoCodeBlock),
        ("output.code-block-open", static p => p.CodeBlockOpen),
        ("output.date-instructions", static p => p.DateInstructions),
        ("output.no-date", static p => p.NoDate),
    ];

    /// <summary>The built-in texts.</summary>
    public OutputPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public OutputPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        TryAgain = library.TemplateOf("output.try-again");
        Fix = library.TemplateOf("output.fix");
        JsonInstructions = library.TemplateOf("output.json-instructions");
        JsonUnreadable = library.TemplateOf("output.json-unreadable");
        JsonCutOff = library.TemplateOf("output.json-cut-off");
        ValueRefused = library.TemplateOf("output.value-refused");
        YamlInstructions = library.TemplateOf("output.yaml-instructions");
        YamlUnreadable = library.TemplateOf("output.yaml-unreadable");
        ChoiceInstructions = library.TemplateOf("output.choice-instructions");
        NoChoice = library.TemplateOf("output.no-choice");
        UnclearChoice = library.TemplateOf("output.unclear-choice");
        CommaListInstructions = library.TemplateOf("output.comma-list-instructions");
        NumberedListInstructions = library.TemplateOf("output.numbered-list-instructions");
        MarkdownListInstructions = library.TemplateOf("output.markdown-list-instructions");
        NoItems = library.TemplateOf("output.no-items");
        PatternInstructions = library.TemplateOf("output.pattern-instructions");
        NoMatch = library.TemplateOf("output.no-match");
        XmlInstructions = library.TemplateOf("output.xml-instructions");
        TagMissing = library.TemplateOf("output.tag-missing");
        TagOpen = library.TemplateOf("output.tag-open");
        CodeBlockInstructions = library.TemplateOf("output.code-block-instructions");
        NoCodeBlock = library.TemplateOf("output.no-code-block");
        CodeBlockOpen = library.TemplateOf("output.code-block-open");
        DateInstructions = library.TemplateOf("output.date-instructions");
        NoDate = library.TemplateOf("output.no-date");
    }

    /// <summary>Follows an answer that could not be read, in the same conversation. Placeholders: <c>{errors}</c>, <c>{instructions}</c> (a paragraph, or empty).</summary>
    /// <value><c>output.try-again</c>.</value>
    public PromptTemplate TryAgain { get; init; }

    /// <summary>Asks to mend an answer outside its conversation. Placeholders: <c>{text}</c>, <c>{errors}</c>, <c>{instructions}</c> (a paragraph, or empty).</summary>
    /// <value><c>output.fix</c>.</value>
    public PromptTemplate Fix { get; init; }

    /// <summary>How to answer in JSON. Placeholder: <c>{schema}</c>.</summary>
    /// <value><c>output.json-instructions</c>.</value>
    public PromptTemplate JsonInstructions { get; init; }

    /// <summary>An answer without JSON that can be read. Placeholder: <c>{error}</c>.</summary>
    /// <value><c>output.json-unreadable</c>.</value>
    public PromptTemplate JsonUnreadable { get; init; }

    /// <summary>JSON that ends in the middle.</summary>
    /// <value><c>output.json-cut-off</c>.</value>
    public PromptTemplate JsonCutOff { get; init; }

    /// <summary>JSON that matches the schema and is refused by the type all the same. Placeholder: <c>{error}</c>.</summary>
    /// <value><c>output.value-refused</c>.</value>
    public PromptTemplate ValueRefused { get; init; }

    /// <summary>How to answer in YAML. Placeholder: <c>{schema}</c>.</summary>
    /// <value><c>output.yaml-instructions</c>.</value>
    public PromptTemplate YamlInstructions { get; init; }

    /// <summary>An answer that is not YAML. Placeholder: <c>{error}</c>, with line and column.</summary>
    /// <value><c>output.yaml-unreadable</c>.</value>
    public PromptTemplate YamlUnreadable { get; init; }

    /// <summary>How to answer with one name. Placeholder: <c>{names}</c>.</summary>
    /// <value><c>output.choice-instructions</c>.</value>
    public PromptTemplate ChoiceInstructions { get; init; }

    /// <summary>An answer with none of the names. Placeholders: <c>{names}</c>, <c>{text}</c> (cut).</summary>
    /// <value><c>output.no-choice</c>.</value>
    public PromptTemplate NoChoice { get; init; }

    /// <summary>An answer with several of the names, or with one that is denied. Placeholders: <c>{names}</c>, <c>{text}</c> (cut).</summary>
    /// <value><c>output.unclear-choice</c>.</value>
    public PromptTemplate UnclearChoice { get; init; }

    /// <summary>How to answer with a list divided by commas.</summary>
    /// <value><c>output.comma-list-instructions</c>.</value>
    public PromptTemplate CommaListInstructions { get; init; }

    /// <summary>How to answer with a numbered list.</summary>
    /// <value><c>output.numbered-list-instructions</c>.</value>
    public PromptTemplate NumberedListInstructions { get; init; }

    /// <summary>How to answer with a Markdown list.</summary>
    /// <value><c>output.markdown-list-instructions</c>.</value>
    public PromptTemplate MarkdownListInstructions { get; init; }

    /// <summary>An answer without items. Placeholder: <c>{instructions}</c>.</summary>
    /// <value><c>output.no-items</c>.</value>
    public PromptTemplate NoItems { get; init; }

    /// <summary>How to answer with text that a pattern finds its values in. Placeholder: <c>{pattern}</c>.</summary>
    /// <value><c>output.pattern-instructions</c>.</value>
    public PromptTemplate PatternInstructions { get; init; }

    /// <summary>An answer that the pattern does not match. Placeholder: <c>{pattern}</c>.</summary>
    /// <value><c>output.no-match</c>.</value>
    public PromptTemplate NoMatch { get; init; }

    /// <summary>How to answer in XML tags. Placeholder: <c>{tags}</c> (a line for each).</summary>
    /// <value><c>output.xml-instructions</c>.</value>
    public PromptTemplate XmlInstructions { get; init; }

    /// <summary>An answer without a tag. Placeholder: <c>{tag}</c>.</summary>
    /// <value><c>output.tag-missing</c>.</value>
    public PromptTemplate TagMissing { get; init; }

    /// <summary>An answer with a tag that is not closed. Placeholder: <c>{tag}</c>.</summary>
    /// <value><c>output.tag-open</c>.</value>
    public PromptTemplate TagOpen { get; init; }

    /// <summary>How to answer with a code block. Placeholder: <c>{language}</c> (may be empty).</summary>
    /// <value><c>output.code-block-instructions</c>.</value>
    public PromptTemplate CodeBlockInstructions { get; init; }

    /// <summary>An answer without a code block. Placeholder: <c>{language}</c> (may be empty).</summary>
    /// <value><c>output.no-code-block</c>.</value>
    public PromptTemplate NoCodeBlock { get; init; }

    /// <summary>An answer whose code block does not end.</summary>
    /// <value><c>output.code-block-open</c>.</value>
    public PromptTemplate CodeBlockOpen { get; init; }

    /// <summary>How to answer with a date.</summary>
    /// <value><c>output.date-instructions</c>.</value>
    public PromptTemplate DateInstructions { get; init; }

    /// <summary>An answer without a date, or with several. Placeholder: <c>{text}</c> (cut).</summary>
    /// <value><c>output.no-date</c>.</value>
    public PromptTemplate NoDate { get; init; }

    internal static OutputPrompts Default { get; } = new();

    /// <exception cref="ArgumentException">A text that was replaced has placeholders that it will not be given. All are reported together.</exception>
    internal void ThrowIfInvalid()
    {
        var problems = (from prompt in All
                        let given = PromptLibrary.BuiltIn[prompt.Name].Template.InputVariables
                        from variable in prompt.Get(this).InputVariables.Except(given)
                        select $"Prompt '{prompt.Name}' uses '{{{variable}}}', which it is not given. {(given.Count == 0 ? "It is given nothing." : $"It is given: {string.Join(", ", given)}.")}").ToList();
        if (problems.Count > 0)
            throw new ArgumentException($"The prompts of a parser are not valid. {string.Join(' ', problems)}");
    }
}
