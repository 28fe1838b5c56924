namespace AgentFlow.Output;

/// <summary>
/// Every text that parsers send to a model: instructions for the prompt, errors, and the request to try again. Each can be replaced;
/// placeholders in braces are filled in where the default has them.
/// </summary>
public sealed record OutputPrompts
{
    internal static OutputPrompts Default { get; } = new();

    /// <summary>Follows an answer that could not be read, in the same conversation. Placeholders: <c>{errors}</c>, <c>{instructions}</c> (a paragraph, or empty).</summary>
    public string TryAgain { get; init; } = "Your answer could not be used:\n{errors}\nGive the whole answer again, corrected, and nothing else.{instructions}";

    /// <summary>Asks to mend an answer outside its conversation. Placeholders: <c>{text}</c>, <c>{errors}</c>, <c>{instructions}</c> (a paragraph, or empty).</summary>
    public string Fix { get; init; } = "A program could not read the answer below.\n\nAnswer:\n{text}\n\nErrors:\n{errors}\n\nWrite the same answer so that the program can read it, and nothing else.{instructions}";

    /// <summary>How to answer in JSON. Placeholder: <c>{schema}</c>.</summary>
    public string JsonInstructions { get; init; } = "Answer with one JSON value that matches this JSON Schema, and nothing else:\n{schema}";

    /// <summary>An answer without JSON that can be read. Placeholder: <c>{error}</c>.</summary>
    public string JsonUnreadable { get; init; } = "The answer is not JSON: {error} Write one JSON value.";

    /// <summary>JSON that ends in the middle.</summary>
    public string JsonCutOff { get; init; } = "The JSON ends before it is complete. Write all of it, if need be with shorter texts.";

    /// <summary>JSON that matches the schema and is refused by the type all the same. Placeholder: <c>{error}</c>.</summary>
    public string ValueRefused { get; init; } = "The value is not accepted: {error}";

    /// <summary>How to answer in YAML. Placeholder: <c>{schema}</c>.</summary>
    public string YamlInstructions { get; init; } = "Answer in YAML, in one ```yaml code block and nothing else. Indent with spaces, use no anchors or tags, and put text with special characters in double quotes. The value must match this JSON Schema:\n{schema}";

    /// <summary>An answer that is not YAML. Placeholder: <c>{error}</c>, with line and column.</summary>
    public string YamlUnreadable { get; init; } = "The answer is not YAML that can be read. {error}";

    /// <summary>How to answer with one name. Placeholder: <c>{names}</c>.</summary>
    public string ChoiceInstructions { get; init; } = "Answer with exactly one of these words, and nothing else: {names}.";

    /// <summary>An answer with none of the names. Placeholders: <c>{names}</c>, <c>{text}</c> (cut).</summary>
    public string NoChoice { get; init; } = "'{text}' is none of: {names}. Answer with exactly one of them.";

    /// <summary>An answer with several of the names, or with one that is denied. Placeholders: <c>{names}</c>, <c>{text}</c> (cut).</summary>
    public string UnclearChoice { get; init; } = "It is not clear which of {names} is meant by '{text}'. Answer with exactly one of them, and nothing else.";

    /// <summary>How to answer with a list divided by commas.</summary>
    public string CommaListInstructions { get; init; } = "Answer with a list of values divided by commas, and nothing else. Put a value that holds a comma in double quotes. Example: one, two, \"three, four\"";

    /// <summary>How to answer with a numbered list.</summary>
    public string NumberedListInstructions { get; init; } = "Answer with a numbered list, each item on a line of its own, and nothing else. Example:\n1. first\n2. second";

    /// <summary>How to answer with a Markdown list.</summary>
    public string MarkdownListInstructions { get; init; } = "Answer with a Markdown list, each item on a line of its own, and nothing else. Example:\n- first\n- second";

    /// <summary>An answer without items. Placeholder: <c>{instructions}</c>.</summary>
    public string NoItems { get; init; } = "The answer has no list items. {instructions}";

    /// <summary>How to answer with text that a pattern finds its values in. Placeholder: <c>{pattern}</c>.</summary>
    public string PatternInstructions { get; init; } = "The answer must hold text that this regular expression matches: {pattern}";

    /// <summary>An answer that the pattern does not match. Placeholder: <c>{pattern}</c>.</summary>
    public string NoMatch { get; init; } = "The answer does not match the regular expression {pattern}.";

    /// <summary>How to answer in XML tags. Placeholder: <c>{tags}</c> (a line for each).</summary>
    public string XmlInstructions { get; init; } = "Write the answer inside these XML tags:\n{tags}";

    /// <summary>An answer without a tag. Placeholder: <c>{tag}</c>.</summary>
    public string TagMissing { get; init; } = "The tag <{tag}> is missing. Write <{tag}>...</{tag}>.";

    /// <summary>An answer with a tag that is not closed. Placeholder: <c>{tag}</c>.</summary>
    public string TagOpen { get; init; } = "<{tag}> is not closed. End it with </{tag}>.";

    /// <summary>How to answer with a code block. Placeholder: <c>{language}</c> (may be empty).</summary>
    public string CodeBlockInstructions { get; init; } = "Write the answer in one fenced code block:\n```{language}\n...\n```";

    /// <summary>An answer without a code block. Placeholder: <c>{language}</c> (may be empty).</summary>
    public string NoCodeBlock { get; init; } = "The answer has no fenced code block. Begin it with a line ```{language} and end it with a line ```.";

    /// <summary>An answer whose code block does not end.</summary>
    public string CodeBlockOpen { get; init; } = "The code block does not end. Write all of it, and then a line ```.";

    /// <summary>How to answer with a date.</summary>
    public string DateInstructions { get; init; } = "Answer with one date in the form YYYY-MM-DD, and nothing else. Example: 2024-03-31";

    /// <summary>An answer without a date, or with several. Placeholder: <c>{text}</c> (cut).</summary>
    public string NoDate { get; init; } = "'{text}' is not one date that can be understood. Write it in the form YYYY-MM-DD.";
}
