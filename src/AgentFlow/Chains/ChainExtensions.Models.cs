using AgentFlow.Chains.Steps;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains;

public static partial class ChainExtensions
{
    private const string ModelName = "model";

    /// <summary>A model as a chain from messages to its response.</summary>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<IReadOnlyList<ChatMessage>, ChatResponse> AsChain(this IChatClient client, ChatOptions? options = null, string name = ModelName) =>
        Model<IReadOnlyList<ChatMessage>>(client, static messages => messages, options, name);

    /// <summary>This chain, and behind it a model that answers its messages.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    /// <param name="client">The model; stays the caller's.</param>
    /// <param name="options">What every call asks of the model; copied. Null: the client's defaults.</param>
    /// <param name="name">What errors, events and drawings call it.</param>
    public static Chain<TIn, ChatResponse> Then<TIn>(this Chain<TIn, IReadOnlyList<ChatMessage>> first, IChatClient client, ChatOptions? options = null, string name = ModelName) =>
        first.Then(client.AsChain(options, name));

    /// <summary>This chain, and behind it a model that answers its text, as the one message of a user.</summary>
    /// <inheritdoc cref="Then{TIn}(Chain{TIn, IReadOnlyList{ChatMessage}}, IChatClient, ChatOptions?, string)"/>
    public static Chain<TIn, ChatResponse> Then<TIn>(this Chain<TIn, string> first, IChatClient client, ChatOptions? options = null, string name = ModelName) =>
        first.Then(Model<string>(client, static text => [new ChatMessage(ChatRole.User, text)], options, name));

    /// <summary>This chain, and behind it a model that answers its message.</summary>
    /// <inheritdoc cref="Then{TIn}(Chain{TIn, IReadOnlyList{ChatMessage}}, IChatClient, ChatOptions?, string)"/>
    public static Chain<TIn, ChatResponse> Then<TIn>(this Chain<TIn, ChatMessage> first, IChatClient client, ChatOptions? options = null, string name = ModelName) =>
        first.Then(Model<ChatMessage>(client, static message => [message], options, name));

    /// <summary>This chain, and the text of the response that it gives, streamed as it comes.</summary>
    /// <typeparam name="TIn">What the chain takes.</typeparam>
    /// <param name="first">The chain.</param>
    public static Chain<TIn, string> AsText<TIn>(this Chain<TIn, ChatResponse> first) => first.Then(new TextChain<ChatResponse>(static response => response.Text));

    extension<TIn>(Chain<TIn, IReadOnlyList<ChatMessage>>)
    {
        /// <summary>The chain, and behind it a model that answers its messages.</summary>
        /// <param name="first">The chain.</param>
        /// <param name="client">The model; stays the caller's.</param>
        public static Chain<TIn, ChatResponse> operator |(Chain<TIn, IReadOnlyList<ChatMessage>> first, IChatClient client) => first.Then(client);
    }

    extension<TIn>(Chain<TIn, string>)
    {
        /// <summary>The chain, and behind it a model that answers its text.</summary>
        /// <param name="first">The chain.</param>
        /// <param name="client">The model; stays the caller's.</param>
        public static Chain<TIn, ChatResponse> operator |(Chain<TIn, string> first, IChatClient client) => first.Then(client);
    }

    private static ModelChain<T> Model<T>(IChatClient client, Func<T, IEnumerable<ChatMessage>> toMessages, ChatOptions? options, string name)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ModelChain<T>(client, toMessages, options, name);
    }
}
