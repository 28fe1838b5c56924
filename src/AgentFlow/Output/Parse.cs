using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.JsonSchema.Generation;
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

    /// <summary>The code in the first fenced code block, without its fences.</summary>
    /// <param name="language">Passes over blocks of other languages; null for any.</param>
    /// <param name="prompts">The texts for the model.</param>
    public static OutputParser<string> CodeBlock(string? language = null, OutputPrompts? prompts = null) => new CodeBlockParser(language ?? string.Empty, prompts);

    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    private static JsonTypeInfo<T> TypeOf<T>(JsonSerializerOptions? options)
    {
        options ??= SchemaGenerator.DefaultSerializerOptions;
        options.MakeReadOnly(populateMissingResolver: true);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
