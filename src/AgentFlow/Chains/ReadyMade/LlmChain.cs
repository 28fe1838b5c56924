using System.Diagnostics.CodeAnalysis;
using AgentFlow.Output;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

/// <summary>
/// Makes what LangChain calls an LLMChain: a prompt, a model, and the text of its answer or what a parser reads out of it. The same as
/// <c>prompt.Then(model).AsText()</c>, for those who look for it by this name.
/// </summary>
public static class LlmChain
{
    /// <summary>The variable of a prompt that a parser's instructions land in.</summary>
    public const string FormatInstructions = "format_instructions";

    private const string Name = "llm";

    /// <summary>The model's answer to a prompt.</summary>
    /// <param name="prompt">The prompt; its values are the input.</param>
    /// <param name="model">Who answers; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<IReadOnlyDictionary<string, object?>, string> Create(PromptTemplate prompt, IChatClient model, ChatOptions? options = null) =>
        prompt.AsChain().Then(model, options).AsText().WithConfig(Name);

    /// <inheritdoc cref="Create(PromptTemplate, IChatClient, ChatOptions?)"/>
    public static Chain<IReadOnlyDictionary<string, object?>, string> Create(ChatPromptTemplate prompt, IChatClient model, ChatOptions? options = null) =>
        prompt.AsChain().Then(model, options).AsText().WithConfig(Name);

    /// <summary>The model's answer to a prompt whose values are the properties of a type.</summary>
    /// <typeparam name="TInput">The type.</typeparam>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">Who answers; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<TInput, string> Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(
        PromptTemplate<TInput> prompt, IChatClient model, ChatOptions? options = null) =>
        prompt.AsChain().Then(model, options).AsText().WithConfig(Name);

    /// <summary>
    /// What a parser reads out of the model's answer to a prompt. The parser's instructions fill the prompt's <c>{format_instructions}</c>, if it has that
    /// variable; an answer that cannot be read goes back to the model with the errors, twice at most.
    /// </summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="prompt">The prompt; its values are the input.</param>
    /// <param name="model">Who answers; stays the caller's.</param>
    /// <param name="parser">Reads the answer.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<IReadOnlyDictionary<string, object?>, T> Create<T>(PromptTemplate prompt, IChatClient model, OutputParser<T> parser, ChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        ArgumentNullException.ThrowIfNull(parser);
        return Instruct(prompt, parser).AsChain().Then(model, parser, options).WithConfig(Name);
    }

    /// <summary>The prompt with the parser's instructions in it, where it has a place for them.</summary>
    internal static PromptTemplate Instruct<T>(PromptTemplate prompt, OutputParser<T> parser) => prompt.InputVariables.Contains(FormatInstructions)
        ? prompt.Partial(FormatInstructions, parser.FormatInstructions ?? string.Empty)
        : prompt;
}
