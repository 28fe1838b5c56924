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

    /// <summary>This chain, and behind it a template of what it gives.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TInput">The template's input.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, string> Then<TIn, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(this Chain<TIn, TInput> first, PromptTemplate<TInput> template, string name = PromptName) =>
        first.Then(template.AsChain(name));

    /// <summary>This chain, and behind it a chat template of what it gives.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <typeparam name="TInput">The template's input.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, IReadOnlyList<ChatMessage>> Then<TIn, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(this Chain<TIn, TInput> first, ChatPromptTemplate<TInput> template, string name = PromptName) =>
        first.Then(template.AsChain(name));

    /// <summary>This chain, and behind it a template whose only variable gets its text.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="template">The template.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    /// <exception cref="ArgumentException">The template has no variable, or more than one.</exception>
    public static Chain<TIn, string> Then<TIn>(this Chain<TIn, string> first, PromptTemplate template, string name = PromptName)
    {
        ArgumentNullException.ThrowIfNull(template);
        return template.InputVariables is [var variable]
            ? first.Then(Chain.From((string text) => template.Format((variable, text)), name))
            : throw new ArgumentException($"The template has the variables '{string.Join("', '", template.InputVariables)}'; a text fills one. Give it a record or a dictionary.", nameof(template));
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
