using System.Globalization;

namespace AgentFlow.Models;

/// <summary>Who is being talked to, and the one place where what went wrong there becomes a <see cref="ModelException"/>.</summary>
internal sealed record ModelEndpoint
{
    /// <summary>Words by which servers say that the context is too small; none of them has a status of its own for it.</summary>
    private static readonly string[] ContextWords =
    [
        "context_length_exceeded", "exceed_context_size", "maximum context length", "context window", "prompt is too long", "context size",
        "context limit", "context length", "context the overflows", "maximum number of tokens allowed", "too large for model with",
    ];

    private static readonly string[] MissingWords = ["not found", "not exist", "invalid model", "not a valid model"];

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Only to be taken out of whatever a server quotes.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The environment variable that a key is read from, if there is one.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>What to do when nothing answers.</summary>
    public string StartHint { get; init; } = "Is the server running, and the base URL right?";

    /// <summary>How a missing model is fetched, where that is possible; <c>{0}</c> is its name.</summary>
    public string? PullHint { get; init; }

    /// <summary>What an error response, or an error object in a stream, means.</summary>
    /// <param name="status">The HTTP status, or the one inside the error object, or null.</param>
    /// <param name="error">What the server said.</param>
    /// <param name="retryAfter">How long it asked to wait.</param>
    /// <param name="available">The models that it offers, if it was asked.</param>
    public ModelException FromServer(int? status, ServerError error, TimeSpan? retryAfter = null, IReadOnlyList<string>? available = null)
    {
        var failure = new ModelFailure(Provider, Model, status, error.Code);
        var words = Quote(error.Message);
        var says = $"{Provider} at {BaseUrl} answered{(status is null ? " with an error" : $" {status}")} for model '{Model}': {words}";
        return status switch
        {
            400 or 413 or 422 or 500 or null when SaysContextTooLong(error) => new ModelContextTooLongException(
                $"{says} Shorten what the model sees (a window, token or summary memory), or offer fewer tools.", failure),
            401 or 403 => new ModelUnauthorizedException($"{says} {KeyHint()}", failure),
            429 => new ModelRateLimitedException($"{says} {WaitHint(retryAfter)}", failure, retryAfter),
            404 when SaysModelMissing(error) => NotFound(says, failure, available ?? []),
            400 when SaysModelMissing(error) && available is { Count: > 0 } && !available.Contains(Model) =>
                NotFound(says, failure, available),
            404 or 405 => new ModelRequestException(
                $"{says} The server has no such path: check the base URL, which often ends in '/v1'.", failure),
            >= 300 and < 400 => new ModelRequestException($"{says} It redirects, which is not followed: give the address that it leads to as the base URL.", failure),
            >= 400 and < 500 => new ModelRequestException(says, failure),
            _ => new ModelServerException(says, failure, retryAfter),
        };
    }

    /// <summary>Whether the list of offered models would help to say what is wrong.</summary>
    public static bool SaysModelMissing(ServerError error) =>
        error.Code is "model_not_found" or "invalid_model" or "not_found_error"
        || error.Message.Contains("model", StringComparison.OrdinalIgnoreCase)
            && MissingWords.Any(words => Says(error, words));

    /// <summary>No connection, or no answer in time.</summary>
    public ModelUnreachableException Unreachable(string what, Exception? inner) =>
        new($"{Provider} could not be reached at {BaseUrl} for model '{Model}': {Quote(what)} {StartHint}", Failure(inner));

    /// <summary>The answer began and did not end.</summary>
    public ModelStreamInterruptedException Interrupted(string what, Exception? inner = null) =>
        new($"The answer of model '{Model}' from {Provider} at {BaseUrl} was cut off: {Quote(what)} The call can be made again.",
            Failure(inner));

    /// <summary>What a failure to send a request means; null if it is none of the network's.</summary>
    public Exception? Translate(Exception e, IdleDeadline deadline, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            new OperationCanceledException(e.Message, e, cancellationToken),
        OperationCanceledException => Unreachable(deadline.HasElapsed ? deadline.Description : e.InnerException?.Message ?? e.Message, e),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => Unreachable(e.Message, e),
        HttpRequestException or IOException => Interrupted(e.InnerException?.Message ?? e.Message, e),
        _ => null,
    };

    /// <summary>What a failure to read an answer means; null if it is none of the network's.</summary>
    public Exception? TranslateRead(Exception e, IdleDeadline deadline, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            new OperationCanceledException(e.Message, e, cancellationToken),
        OperationCanceledException when deadline.HasElapsed => Interrupted(deadline.Description, e),
        IOException or HttpRequestException => Interrupted(e.Message, e),
        _ => null,
    };

    /// <summary>Something other than an answer arrived where the answer should be.</summary>
    public ModelServerException NotAnAnswer(ReadOnlySpan<byte> body, Exception? inner = null) =>
        new($"{Provider} at {BaseUrl} sent something that is not a chat answer for model '{Model}': "
            + $"{Quote(ServerError.Read(body).Message)} Check the base URL.", Failure(inner));

    private ModelNotFoundException NotFound(string says, ModelFailure failure, IReadOnlyList<string> available)
    {
        var pull = PullHint is null ? "" : $" {string.Format(CultureInfo.InvariantCulture, PullHint, Model)}";
        var offers = available.Count == 0
            ? ""
            : $" It offers {available.Count}; the nearest: {Nearest(available)}.";
        return new($"{says}{pull}{offers}", failure, available);
    }

    private string Nearest(IReadOnlyList<string> available) =>
        string.Join(", ", NearestNames.Of(Model, available, 5).Select(static name => $"'{name}'"));

    private ModelFailure Failure(Exception? inner) => new(Provider, Model, InnerException: inner);

    private string KeyHint() => KeyVariable is null
        ? "Check the key."
        : $"Check the key in {KeyVariable} (or the configuration key AgentFlow:Model:ApiKey).";

    private static string WaitHint(TimeSpan? retryAfter) => retryAfter is { } wait
        ? string.Create(CultureInfo.InvariantCulture, $"It asks to wait {wait.TotalSeconds:0.###} s.")
        : "Wait, or ask for less at a time.";

    private static bool SaysContextTooLong(ServerError error) => ContextWords.Any(words => Says(error, words));

    private static bool Says(ServerError error, string words) =>
        error.Message.Contains(words, StringComparison.OrdinalIgnoreCase)
        || error.Code?.Contains(words, StringComparison.OrdinalIgnoreCase) is true;

    private string Quote(string words)
    {
        if (!string.IsNullOrEmpty(ApiKey))
            words = words.Replace(ApiKey, "***", StringComparison.Ordinal);
        words = words.Trim();
        return words.EndsWith('.') ? words : words + ".";
    }
}
