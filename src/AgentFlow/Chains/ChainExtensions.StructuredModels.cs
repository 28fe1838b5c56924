using System.Diagnostics.CodeAnalysis;
using AgentFlow.Chains.Steps;
using AgentFlow.Output;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    /// <summary>
    /// This chain, and behind it a model that answers its messages with a value: it is asked for the parser's response format, and an answer
    /// that cannot be read goes back to it with the errors. Streamed, the value grows, and begins anew with another answer.
    /// </summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="parser">Reads the value.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="maxRetries">How often the model may try again, from 0.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, T> Then<TIn, T>(
        this Chain<TIn, IReadOnlyList<ChatMessage>> first, IChatClient client, OutputParser<T> parser, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, string name = ModelName) =>
        first.Then(Structured<IReadOnlyList<ChatMessage>, T>(client, static messages => messages, parser, options, maxRetries, name));

    /// <inheritdoc cref="Then{TIn, T}(Chain{TIn, IReadOnlyList{ChatMessage}}, IChatClient, OutputParser{T}, ChatOptions?, int, string)"/>
    public static Chain<TIn, T> Then<TIn, T>(
        this Chain<TIn, string> first, IChatClient client, OutputParser<T> parser, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, string name = ModelName) =>
        first.Then(Structured<string, T>(client, static text => [new ChatMessage(ChatRole.User, text)], parser, options, maxRetries, name));

    /// <summary>The template's text, and behind it a model that answers it with a value, as <c>template.AsChain().Then(client, parser)</c>.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="parser">Reads the value.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<TInput, T> Then<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput, T>(
        this PromptTemplate<TInput> template, IChatClient client, OutputParser<T> parser, ChatOptions? options = null) => template.AsChain().Then(client, parser, options);

    /// <summary>The template's messages, and behind them a model that answers them with a value, as <c>template.AsChain().Then(client, parser)</c>.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <typeparam name="T">The value.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="parser">Reads the value.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<TInput, T> Then<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput, T>(
        this ChatPromptTemplate<TInput> template, IChatClient client, OutputParser<T> parser, ChatOptions? options = null) => template.AsChain().Then(client, parser, options);

    private static StructuredModelChain<TIn, T> Structured<TIn, T>(
        IChatClient client, Func<TIn, IEnumerable<ChatMessage>> toMessages, OutputParser<T> parser, ChatOptions? options, int maxRetries, string name)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        return new StructuredModelChain<TIn, T>(client, toMessages, parser, options, maxRetries, name);
    }
}
