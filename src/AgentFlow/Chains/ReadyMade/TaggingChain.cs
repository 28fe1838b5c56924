using System.Diagnostics.CodeAnalysis;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>Makes chains that say what kind of text something is.</summary>
public static class TaggingChain
{
    private const string NeedsReflection = "Reads the type by reflection. Pass a parser made from a JsonTypeInfo of the source generator.";

    /// <summary>The kind of a text.</summary>
    /// <typeparam name="T">An enum for one tag (<c>Parse.Enum</c>), a record of enums for several at once (<c>Parse.Json</c>), a bool for a question (<c>Parse.Boolean</c>).</typeparam>
    /// <param name="model">Who reads; stays the caller's. A small one does.</param>
    /// <param name="parser">Reads the answer; one that is no such tag goes back to the model, twice at most.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    public static Chain<string, T> Create<T>(IChatClient model, OutputParser<T> parser, ChatOptions? options = null, ReadyMadePrompts? prompts = null) =>
        ExtractionChain.Read("tagging", (prompts ?? new()).Tag, model, parser, options);

    /// <summary>The kind of a text, as a value whose type is read by reflection.</summary>
    /// <typeparam name="T">The tags.</typeparam>
    /// <param name="model">Who reads; stays the caller's. A small one does.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="prompts">The texts for the model; null for the library's own.</param>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static Chain<string, T> Create<T>(IChatClient model, ChatOptions? options = null, ReadyMadePrompts? prompts = null) => Create(model, Parse.Json<T>(), options, prompts);
}
