using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Ollama;

/// <summary>A model run by Ollama, over its native protocol: with thinking, JSON schemas, context length, and downloads.</summary>
/// <remarks>Safe to use from several threads. Answers are always streamed over the wire. Nothing is retried in here.</remarks>
public sealed class OllamaChatClient : IChatClient
{
    private readonly ModelConnection _connection;
    private readonly ModelEndpoint _endpoint;
    private readonly OllamaRequestWriter _requests;
    private readonly ChatClientMetadata _metadata;

    /// <summary>A client for <paramref name="model"/>; nothing is sent before the first call.</summary>
    /// <param name="model">The model's name with its tag, such as <c>qwen3:8b</c>; <c>ChatOptions.ModelId</c> replaces it for a call.</param>
    /// <param name="options">The server; the one on this machine when null.</param>
    public OllamaChatClient(string model, OllamaChatClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        options ??= new();
        _connection = new ModelConnection(options.Transport);
        _requests = new OllamaRequestWriter(options);
        _metadata = new ChatClientMetadata("ollama", options.BaseUrl, model);
        _endpoint = new ModelEndpoint
        {
            Provider = "ollama",
            Model = model,
            BaseUrl = options.BaseUrl,
            StartHint = "Is it running? Start it with 'ollama serve'.",
            PullHint = "Fetch it with 'ollama pull {0}'.",
        };
    }

    /// <inheritdoc />
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return StreamAsync(messages, options, cancellationToken);
    }

    /// <summary>The models that are on the server.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Url("tags"));
        using var body = await _connection.SendAsync(request, _endpoint, null, cancellationToken).ConfigureAwait(false);
        var json = await body.ReadAllAsync(ModelDefaults.MaxEventBytes).ConfigureAwait(false);
        try
        {
            return ModelList.Read(json, "models"u8, "name"u8);
        }
        catch (JsonException e)
        {
            throw _endpoint.NotAnAnswer(json.Span, e);
        }
    }

    /// <summary>Downloads a model to the server; what is there already is not fetched again.</summary>
    /// <param name="model">The model's name with its tag.</param>
    /// <param name="cancellationToken">Stops the download; what was fetched stays.</param>
    public IAsyncEnumerable<OllamaPullProgress> PullAsync(string model, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        return OllamaPull.StreamAsync(_connection, _endpoint with { Model = model }, Url("pull"), cancellationToken);
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? _metadata
            : serviceType.IsInstanceOfType(this) ? this
            : null;
    }

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var endpoint = options?.ModelId is { Length: > 0 } model && model != _endpoint.Model ? _endpoint with { Model = model } : _endpoint;
        var request = new HttpRequestMessage(HttpMethod.Post, Url("chat")) { Content = _requests.Write(endpoint.Model, messages, options) };
        using var body = await _connection.SendAsync(request, endpoint, ListModelsAsync, cancellationToken).ConfigureAwait(false);
        using var assembler = new ResponseAssembler();
        if (messages.TryGetNonEnumeratedCount(out var count))
            assembler.IdSeed = count.ToString(CultureInfo.InvariantCulture);
        var parser = new OllamaParser(assembler);
        var lines = new JsonLines(body);
        var isOpen = true;
        while (isOpen && !parser.IsDone)
        {
            isOpen = await body.FillAsync().ConfigureAwait(false);
            var failure = Read(parser, lines, endpoint, isOpen);
            if (assembler.TakeUpdate(parser.IsDone) is { } update)
                yield return update;
            if (failure is not null)
                throw failure;
        }
        if (!parser.IsDone)
            throw endpoint.Interrupted("the stream ended before its last line");
    }

    /// <summary>Reads the lines that are there; what went wrong in them is thrown after what came before it was yielded.</summary>
    private static ModelException? Read(OllamaParser parser, JsonLines lines, ModelEndpoint endpoint, bool isOpen)
    {
        while (!parser.IsDone && lines.TryRead(out var line))
        {
            if (!parser.TryRead(line))
                return endpoint.NotAnAnswer(line);
            if (parser.Error is { } error)
                return endpoint.FromServer(error.Status, error);
        }
        // A last line that is no JSON was cut off.
        if (!isOpen && !parser.IsDone && lines.TryReadLast(out var last) && parser.TryRead(last) && parser.Error is { } lastError)
            return endpoint.FromServer(lastError.Status, lastError);
        return null;
    }

    private Uri Url(string name)
    {
        var builder = new UriBuilder(_endpoint.BaseUrl);
        builder.Path = $"{builder.Path.TrimEnd('/')}/api/{name}";
        return builder.Uri;
    }
}
