using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using AgentFlow.JsonSchema.Generation;
using AgentFlow.Output.Choices;
using AgentFlow.Output.Lists;
using AgentFlow.Output.Text;
using AgentFlow.Output.Yaml;

namespace AgentFlow.Output;

/// <summary>
/// Makes parsers: <c>Parse.Json&lt;Invoice&gt;()</c>, <c>Parse.List()</c>, <c>Parse.Boolean()</c>. Each takes the texts for the model as its
/// last argument; without them it has the library's own.
/// </summary>
public static class Parse
{
    private const string NeedsReflection = "Reads types by reflection. Pass a JsonTypeInfo that the source generator made.";

    /// <summary>The text as it is, without the spaces around it.</summary>
    public static OutputParser<string> Text() => TextParser.Instance;

    /// <summary>JSON that is read into a type and held to its schema.</summary>
    /// <param name="type">The type, as the source generator describes it.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static JsonOutputParser<T> Json<T>(JsonTypeInfo<T> type, OutputPrompts? prompts = null) => new(type, prompts);

    /// <summary>JSON that is read into a type and held to its schema. The type is read by reflection.</summary>
    /// <param name="options">How the type is read; null for camel case with enums as text, as <see cref="SchemaGenerator.DefaultSerializerOptions"/>.</param>
    /// <param name="prompts">The texts for the model.</param>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static JsonOutputParser<T> Json<T>(JsonSerializerOptions? options = null, OutputPrompts? prompts = null) => new(TypeOf<T>(options), prompts);

    /// <summary>
    /// YAML that is read into a type and held to its schema: mappings, sequences, scalars, block strings and flow collections. Anchors, tags and
    /// further documents are refused.
    /// </summary>
    /// <param name="type">The type, as the source generator describes it.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<T> Yaml<T>(JsonTypeInfo<T> type, OutputPrompts? prompts = null) => new YamlOutputParser<T>(type, prompts);

    /// <summary>YAML that is read into a type and held to its schema. The type is read by reflection.</summary>
    /// <param name="options">How the type is read; null for camel case with enums as text, as <see cref="SchemaGenerator.DefaultSerializerOptions"/>.</param>
    /// <param name="prompts">The texts for the model.</param>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static OutputParser<T> Yaml<T>(JsonSerializerOptions? options = null, OutputPrompts? prompts = null) => new YamlOutputParser<T>(TypeOf<T>(options), prompts);

    /// <summary>
    /// One of an enum's names, in any case, with or without spaces, alone or in a sentence that leaves no doubt. An answer that names two, or denies
    /// one, is refused.
    /// </summary>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<T> Enum<T>(OutputPrompts? prompts = null)
        where T : struct, Enum
    {
        var choices = System.Enum.GetNames<T>().Select(n => new Choice<T>(System.Enum.Parse<T>(n), n, [PlainWords.Split(n)], [])).ToList();
        return choices.Count > 0
            ? new ChoiceParser<T>(choices, prompts)
            : throw new ArgumentException($"The enum '{typeof(T).Name}' has no members; there is nothing to choose from.");
    }

    /// <summary>Yes or no; <c>true</c> and <c>false</c> are understood as well, also in a sentence that leaves no doubt.</summary>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<bool> Boolean(OutputPrompts? prompts = null) =>
        new ChoiceParser<bool>([new(true, "yes", ["true"], ["y", "1"]), new(false, "no", ["false"], ["n", "0"])], prompts);

    /// <summary>A list of texts, at least one. Partial results have the items that are complete.</summary>
    /// <param name="style">The form that the model is asked for; by default a Markdown list, which models write most reliably.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<IReadOnlyList<string>> List(ListStyle style = ListStyle.Markdown, OutputPrompts? prompts = null) =>
        System.Enum.IsDefined(style) ? new ListParser(style, prompts) : throw new ArgumentOutOfRangeException(nameof(style), style, "There is no such style of list.");

    /// <summary>
    /// The groups of the first match, by name; by number when none has a name. The pattern runs without backtracking, or for a second at most where
    /// it needs that.
    /// </summary>
    /// <param name="pattern">A .NET regular expression, looked for anywhere in the text.</param>
    /// <param name="prompts">The texts for the model.</param>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    public static OutputParser<IReadOnlyDictionary<string, string>> Regex([StringSyntax(StringSyntaxAttribute.Regex)] string pattern, OutputPrompts? prompts = null) =>
        Regex(Patterns.Compile(pattern), Patterns.Groups, prompts);

    /// <summary>What a function makes of the first match.</summary>
    /// <param name="regex">Looked for anywhere in the text. Give it a timeout, or no backtracking: the text comes from outside.</param>
    /// <param name="read">Makes the value; may throw <see cref="OutputParserException"/>.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<T> Regex<T>(Regex regex, Func<Match, T> read, OutputPrompts? prompts = null)
    {
        ArgumentNullException.ThrowIfNull(regex);
        ArgumentNullException.ThrowIfNull(read);
        return new RegexParser<T>(regex, read, prompts);
    }

    /// <summary>The text inside the first tag of a name, without the spaces around it. It is taken as it stands: entities are not resolved.</summary>
    /// <param name="tag">The name, without regard to case.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<string> Xml(string tag, OutputPrompts? prompts = null)
    {
        ThrowIfNoTag([tag]);
        return new XmlTagParser(tag, prompts);
    }

    /// <summary>The texts inside several tags, by their names as given here. All of them must be there, not one inside the other.</summary>
    /// <param name="tags">The names, without regard to case.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<IReadOnlyDictionary<string, string>> Xml(IReadOnlyList<string> tags, OutputPrompts? prompts = null)
    {
        ThrowIfNoTag(tags);
        return new XmlTagsParser([.. tags], prompts);
    }

    /// <summary>A date: <c>2024-03-31</c> anywhere in the text, or alone in another form that can mean one day only, such as <c>March 31, 2024</c>.</summary>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<DateOnly> Date(OutputPrompts? prompts = null) => new DateParser(prompts);

    /// <summary>The code in the first fenced code block, without its fences.</summary>
    /// <param name="language">Passes over blocks of other languages; null for any.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<string> CodeBlock(string? language = null, OutputPrompts? prompts = null) => new CodeBlockParser(language ?? string.Empty, prompts);

    private static void ThrowIfNoTag(IReadOnlyList<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (tags.Count == 0)
            throw new ArgumentException("At least one tag is needed.", nameof(tags));
        foreach (var tag in tags)
        {
            if (string.IsNullOrEmpty(tag) || tag.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '/'))
                throw new ArgumentException($"'{tag}' is not the name of a tag. Give the name alone, such as 'answer'.", nameof(tags));
        }
        if (tags.Distinct(StringComparer.OrdinalIgnoreCase).Count() < tags.Count)
            throw new ArgumentException($"A tag is named twice: {string.Join(", ", tags)}.", nameof(tags));
    }

    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    private static JsonTypeInfo<T> TypeOf<T>(JsonSerializerOptions? options)
    {
        options ??= SchemaGenerator.DefaultSerializerOptions;
        options.MakeReadOnly(populateMissingResolver: true);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
