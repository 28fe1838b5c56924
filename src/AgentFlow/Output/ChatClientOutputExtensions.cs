using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using AgentFlow.Output.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Output;

/// <summary>
/// Asks a model for a value rather than a text. An answer that cannot be read goes back to the model with the errors, up to
/// <c>maxRetries</c> times.
/// </summary>
/// <remarks>The overloads without a parser find the schema by reflection and keep it. Format instructions are not added to the messages: JSON is asked of the backend as a response format.</remarks>
public static class ChatClientOutputExtensions
{
    private const string NeedsReflection = "Reads the type by reflection. Pass a parser made from a JsonTypeInfo of the source generator.";

    /// <summary>Asks for a value as JSON.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="prompt">The user's message.</param>
    /// <param name="options">Options for the model; a response format in them is kept.</param>
    /// <param name="maxRetries">How often it may try again, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static Task<T> GetAsync<T>(
        this IChatClient model, string prompt, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, CancellationToken cancellationToken = default) =>
        model.GetAsync(Messages(prompt), JsonOutputs<T>.Parser, options, maxRetries, cancellationToken);

    /// <summary>Asks for a value as JSON.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="messages">The conversation; not changed.</param>
    /// <param name="options">Options for the model; a response format in them is kept.</param>
    /// <param name="maxRetries">How often it may try again, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static Task<T> GetAsync<T>(
        this IChatClient model, IEnumerable<ChatMessage> messages, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, CancellationToken cancellationToken = default) =>
        model.GetAsync(messages, JsonOutputs<T>.Parser, options, maxRetries, cancellationToken);

    /// <summary>Asks for a value that a parser reads.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="messages">The conversation; not changed.</param>
    /// <param name="parser">Reads the answer, and says what to ask of the backend.</param>
    /// <param name="options">Options for the model; a response format in them is kept.</param>
    /// <param name="maxRetries">How often it may try again, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    public static async Task<T> GetAsync<T>(
        this IChatClient model, IEnumerable<ChatMessage> messages, OutputParser<T> parser, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var retrying = parser.WithRetry(model, maxRetries, options);
        ChatMessage[] conversation = [.. messages];
        var response = await model.GetResponseAsync(conversation, RetryingParser<T>.Options(parser, options), cancellationToken).ConfigureAwait(false);
        return await retrying.ParseAsync(response.Text, conversation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for a value as JSON and yields it while it is written; the last update is whole and checked.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="prompt">The user's message.</param>
    /// <param name="options">Options for the model; a response format in them is kept.</param>
    /// <param name="maxRetries">How often it may try again, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static IAsyncEnumerable<OutputUpdate<T>> StreamAsync<T>(
        this IChatClient model, string prompt, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, CancellationToken cancellationToken = default) =>
        model.StreamAsync(Messages(prompt), JsonOutputs<T>.Parser, options, maxRetries, cancellationToken);

    /// <summary>Asks for a value as JSON and yields it while it is written; the last update is whole and checked.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="messages">The conversation; not changed.</param>
    /// <param name="options">Options for the model; a response format in them is kept.</param>
    /// <param name="maxRetries">How often it may try again, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    [RequiresUnreferencedCode(NeedsReflection)]
    [RequiresDynamicCode(NeedsReflection)]
    public static IAsyncEnumerable<OutputUpdate<T>> StreamAsync<T>(
        this IChatClient model, IEnumerable<ChatMessage> messages, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, CancellationToken cancellationToken = default) =>
        model.StreamAsync(messages, JsonOutputs<T>.Parser, options, maxRetries, cancellationToken);

    /// <summary>Asks for a value that a parser reads and yields it while it is written; the last update is whole and checked.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="messages">The conversation; not changed.</param>
    /// <param name="parser">Reads the answer, and says what to ask of the backend. One without partial results yields the last update alone.</param>
    /// <param name="options">Options for the model; a response format in them is kept.</param>
    /// <param name="maxRetries">How often it may try again, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    public static IAsyncEnumerable<OutputUpdate<T>> StreamAsync<T>(
        this IChatClient model, IEnumerable<ChatMessage> messages, OutputParser<T> parser, ChatOptions? options = null, int maxRetries = RetryingParser<T>.DefaultMaxRetries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(messages);
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        return StreamCoreAsync(model, [.. messages], parser, RetryingParser<T>.Options(parser, options), maxRetries, cancellationToken);
    }

    private static async IAsyncEnumerable<OutputUpdate<T>> StreamCoreAsync<T>(
        IChatClient model, List<ChatMessage> messages, OutputParser<T> parser, ChatOptions? options, int maxRetries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var text = new StringBuilder();
            var reader = parser.CreatePartialReader();
            await foreach (var update in model.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            {
                var delta = update.Text;
                text.Append(delta);
                if (delta.Length > 0 && reader?.Add(delta) is true)
                    yield return new OutputUpdate<T> { Value = reader.Value!, Retries = retry };
            }
            if (TryParse(parser, text.ToString(), retry < maxRetries, messages, out var value))
            {
                yield return new OutputUpdate<T> { Value = value, IsFinal = true, Retries = retry };
                yield break;
            }
        }
    }

    /// <summary>Reads the answer, or adds to the messages what is wrong with it.</summary>
    private static bool TryParse<T>(OutputParser<T> parser, string text, bool mayRetry, List<ChatMessage> messages, [MaybeNullWhen(false)] out T value)
    {
        try
        {
            value = parser.Parse(text);
            return true;
        }
        catch (OutputParserException error) when (mayRetry)
        {
            messages.AddRange(OutputWords.TryAgain(parser, error));
            value = default;
            return false;
        }
    }

    private static ChatMessage[] Messages(string prompt)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prompt);
        return [new ChatMessage(ChatRole.User, prompt)];
    }
}
