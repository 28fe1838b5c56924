using Microsoft.Extensions.AI;

namespace AgentFlow.Output;

/// <summary>
/// A parser that shows a model what is wrong with its answer and lets it write the answer again, a bounded number of times.
/// <see cref="OutputParserExtensions.WithRetry"/> makes one.
/// </summary>
/// <typeparam name="T">What the text holds.</typeparam>
/// <remarks>LangChain's OutputFixingParser is <see cref="ParseAsync(string, CancellationToken)"/>, its RetryWithErrorOutputParser the overload with a conversation.</remarks>
public sealed class RetryingParser<T>
{
    /// <summary>How often a model may try again unless one says otherwise.</summary>
    public const int DefaultMaxRetries = 2;

    private readonly IChatClient _model;
    private readonly ChatOptions? _options;

    internal RetryingParser(OutputParser<T> parser, IChatClient model, int maxRetries, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(parser);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegative(maxRetries);
        Parser = parser;
        MaxRetries = maxRetries;
        _model = model;
        _options = Options(parser, options);
    }

    /// <summary>The parser that reads each answer.</summary>
    public OutputParser<T> Parser { get; }

    /// <summary>How often the model may try again.</summary>
    /// <value>2.</value>
    public int MaxRetries { get; }

    /// <summary>What to tell the model about the form, as <see cref="OutputParser{T}.FormatInstructions"/>.</summary>
    public string? FormatInstructions => Parser.FormatInstructions;

    /// <summary>Reads a text; what cannot be read is put to the model together with the errors, without the question that it answers.</summary>
    /// <param name="text">What some model wrote.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    public Task<T> ParseAsync(string text, CancellationToken cancellationToken = default) =>
        ParseAsync(text, error => [new ChatMessage(ChatRole.User, OutputWords.Fix(Parser, error))], cancellationToken);

    /// <summary>Reads a text; what cannot be read goes back to the model in the conversation that it belongs to.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <param name="conversation">The messages that it answers; not changed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OutputParserException">The last answer cannot be read either; the exception holds it and its errors.</exception>
    public Task<T> ParseAsync(string text, IReadOnlyList<ChatMessage> conversation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        List<ChatMessage> messages = [.. conversation];
        return ParseAsync(text, Continue, cancellationToken);

        List<ChatMessage> Continue(OutputParserException error)
        {
            messages.AddRange(OutputWords.TryAgain(Parser, error));
            return messages;
        }
    }

    internal static ChatOptions? Options(OutputParser<T> parser, ChatOptions? options)
    {
        if (parser.ResponseFormat is not { } format)
            return options;
        options = options?.Clone() ?? new ChatOptions();
        options.ResponseFormat ??= format;
        return options;
    }

    private async Task<T> ParseAsync(string text, Func<OutputParserException, List<ChatMessage>> ask, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                return Parser.Parse(text);
            }
            catch (OutputParserException error) when (retry < MaxRetries)
            {
                var response = await _model.GetResponseAsync(ask(error), _options, cancellationToken).ConfigureAwait(false);
                text = response.Text;
            }
        }
    }
}
