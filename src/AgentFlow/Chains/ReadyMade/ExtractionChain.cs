using System.Diagnostics.CodeAnalysis;
using AgentFlow.Output;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>Makes chains that read typed values out of a text. Streamed, the value grows while the model writes it.</summary>
public static class ExtractionChain
{
    private const string NeedsReflection = "Reads the type by reflection. Pass a parser made from a JsonTypeInfo of the source generator.";

    /// <summary>What a text says, as a value: a record, or a list of them for a text that speaks of several.</summary>
    /// <typeparam name="T">What is looked for. Names and descriptions of its properties tell the model what to look for; what may be missing is nullable.</typeparam>
    /// <param name="model">Who reads; stays the caller's.</param>
    /// <param name="parser">Reads the answer, as <c>Parse.Json(context.Person)</c>; an answer that breaks its schema goes back to the model, twice at most.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    public static Chain<string, T> Create<T>(IChatClient model, OutputParser<T> parser, ChatOptions? options = null, ReadyMadePrompts? prompts = null) =>
        Read("extraction", (prompts ?? new()).Extract, model, parser, options);

    /// <summary>What a text says, as a value whose type is read by reflection.</summary>
    /// <typeparam name="T">What is looked for.</typeparam>
    /// <param name="model">Who reads; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static Chain<string, T> Create<T>(IChatClient model, ChatOptions? options = null, ReadyMadePrompts? prompts = null) => Create(model, Parse.Json<T>(), options, prompts);

    internal static Chain<string, T> Read<T>(string name, PromptTemplate prompt, IChatClient model, OutputParser<T> parser, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parser);
        var instructed = LlmChain.Instruct(prompt, parser);
        return Chain.From((string text) => instructed.Format(("text", text)), "prompt").Then(model, parser, options).WithConfig(name);
    }
}
