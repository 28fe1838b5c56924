using System.Diagnostics.CodeAnalysis;
using AgentFlow.Prompts;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    private const string PromptName = "prompt";

    /// <summary>A template as a chain from its values to its text.</summary>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<IReadOnlyDictionary<string, object?>, string> AsChain(this PromptTemplate template, string name = PromptName)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Chain.From<IReadOnlyDictionary<string, object?>, string>(template.Format, name);
    }

    /// <summary>A template as a chain from its input to its text.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TInput, string> AsChain<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(this PromptTemplate<TInput> template, string name = PromptName)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Chain.From<TInput, string>(template.Format, name);
    }

    /// <summary>A chat template as a chain from its values to its messages.</summary>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<IReadOnlyDictionary<string, object?>, IReadOnlyList<ChatMessage>> AsChain(this ChatPromptTemplate template, string name = PromptName)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Chain.From<IReadOnlyDictionary<string, object?>, IReadOnlyList<ChatMessage>>(template.Format, name);
    }

    /// <summary>A chat template as a chain from its input to its messages.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TInput, IReadOnlyList<ChatMessage>> AsChain<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(this ChatPromptTemplate<TInput> template, string name = PromptName)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Chain.From<TInput, IReadOnlyList<ChatMessage>>(template.Format, name);
    }

    /// <summary>The template's text, and behind it a model that answers it.</summary>
    /// <param name="template">The template.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<IReadOnlyDictionary<string, object?>, ChatResponse> Then(this PromptTemplate template, IChatClient client, ChatOptions? options = null) =>
        template.AsChain().Then(client, options);

    /// <summary>The template's text, and behind it a model that answers it.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<TInput, ChatResponse> Then<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(this PromptTemplate<TInput> template, IChatClient client, ChatOptions? options = null) =>
        template.AsChain().Then(client, options);

    /// <summary>The template's messages, and behind them a model that answers them.</summary>
    /// <param name="template">The template.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<IReadOnlyDictionary<string, object?>, ChatResponse> Then(this ChatPromptTemplate template, IChatClient client, ChatOptions? options = null) =>
        template.AsChain().Then(client, options);

    /// <summary>The template's messages, and behind them a model that answers them.</summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="template">The template.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    public static Chain<TInput, ChatResponse> Then<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(this ChatPromptTemplate<TInput> template, IChatClient client, ChatOptions? options = null) =>
        template.AsChain().Then(client, options);

    extension(PromptTemplate)
    {
        /// <summary>The template's text, and behind it a model that answers it.</summary>
        /// <param name="template">The template.</param>
        /// <param name="client">The model; stays the caller's.</param>
        public static Chain<IReadOnlyDictionary<string, object?>, ChatResponse> operator |(PromptTemplate template, IChatClient client) => template.Then(client);
    }

    extension<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(PromptTemplate<TInput>)
    {
        /// <summary>The template's text, and behind it a model that answers it.</summary>
        /// <param name="template">The template.</param>
        /// <param name="client">The model; stays the caller's.</param>
        public static Chain<TInput, ChatResponse> operator |(PromptTemplate<TInput> template, IChatClient client) => template.Then(client);
    }

    extension(ChatPromptTemplate)
    {
        /// <summary>The template's messages, and behind them a model that answers them.</summary>
        /// <param name="template">The template.</param>
        /// <param name="client">The model; stays the caller's.</param>
        public static Chain<IReadOnlyDictionary<string, object?>, ChatResponse> operator |(ChatPromptTemplate template, IChatClient client) => template.Then(client);
    }

    extension<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(ChatPromptTemplate<TInput>)
    {
        /// <summary>The template's messages, and behind them a model that answers them.</summary>
        /// <param name="template">The template.</param>
        /// <param name="client">The model; stays the caller's.</param>
        public static Chain<TInput, ChatResponse> operator |(ChatPromptTemplate<TInput> template, IChatClient client) => template.Then(client);
    }
}
