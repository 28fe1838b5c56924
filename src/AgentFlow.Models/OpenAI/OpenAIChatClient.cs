using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.OpenAI;

/// <summary>A model behind any server that speaks OpenAI's chat-completions protocol.</summary>
/// <remarks>
/// Safe to use from several threads. Answers are always streamed over the wire; <see cref="GetResponseAsync"/> folds the stream. Nothing
/// is retried in here: failures are <see cref="ModelException"/>s. Messages of an <see cref="MessageLog"/> are serialised once.
/// </remarks>
public sealed class OpenAIChatClient : IChatClient
{
    private readonly OpenAIChatClientOptions _options;
    private readonly ModelConnection _connection;
    private readonly ModelEndpoint _endpoint;
    private readonly RequestWriter _requests;
    private readonly Uri _chatUrl;
    private readonly Uri _modelsUrl;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly ChatClientMetadata _metadata;
    private readonly Func<CancellationToken, Task<IReadOnlyList<string>>> _listModels;

    /// <summary>A client for <paramref name="model"/>; nothing is sent before the first call.</summary>
    /// <param name="model">The model's name as the server knows it; <c>ChatOptions.ModelId</c> replaces it for a call.</param>
    /// <param name="options">The server; OpenAI itself, without a key, when null.</param>
    public OpenAIChatClient(string model, OpenAIChatClientOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        _options = options ?? new();
        ArgumentOutOfRangeException.ThrowIfNegative(_options.SerializedHistoryBytes);
        _listModels = ListModelsAsync;
        _connection = new ModelConnection(_options.Transport);
        _requests = new RequestWriter(_options);
        _chatUrl = Append(_options.BaseUrl, "chat/completions");
        _modelsUrl = Append(_options.BaseUrl, "models");
        if (!string.IsNullOrEmpty(_options.ApiKey) && _options.ApiKeyHeader is null)
            _authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
        _metadata = new ChatClientMetadata(_options.Provider, _options.BaseUrl, model);
        _endpoint = new ModelEndpoint
        {
            Provider = _options.Provider,
            Model = model,
            BaseUrl = _options.BaseUrl,
            ApiKey = _options.ApiKey,
            KeyVariable = _options.ApiKeyVariable,
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

    /// <summary>The names of the models that the server says it offers.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken = default)
    {
        var request = Request(HttpMethod.Get, _modelsUrl);
        using var body = await _connection.SendAsync(request, _endpoint, null, cancellationToken).ConfigureAwait(false);
        var json = await body.ReadAllAsync(ModelDefaults.MaxEventBytes).ConfigureAwait(false);
        try
        {
            return ModelList.Read(json, "data"u8, "id"u8);
        }
        catch (JsonException e)
        {
            throw _endpoint.NotAnAnswer(json.Span, e);
        }
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
        var request = Request(HttpMethod.Post, _chatUrl);
        request.Content = _requests.Write(endpoint.Model, messages, options);
        using var body = await _connection.SendAsync(request, endpoint, _listModels, cancellationToken).ConfigureAwait(false);
        using var answer = new AnswerReader(body, endpoint);
        if (messages.TryGetNonEnumeratedCount(out var count))
            answer.Assembler.IdSeed = count.ToString(CultureInfo.InvariantCulture);
        while (!answer.IsComplete && await body.FillAsync().ConfigureAwait(false))
        {
            answer.Read();
            if (answer.Assembler.TakeUpdate(isFinal: false) is { } update)
                yield return update;
            answer.ThrowIfError();
        }
        answer.ReadEnd();
        if (answer.Assembler.TakeUpdate(answer.IsComplete) is { } last)
            yield return last;
        answer.ThrowIfError();
        answer.ThrowIfIncomplete();
    }

    private HttpRequestMessage Request(HttpMethod method, Uri url)
    {
        var request = new HttpRequestMessage(method, url);
        if (_authorization is not null)
            request.Headers.Authorization = _authorization;
        else if (!string.IsNullOrEmpty(_options.ApiKey))
            request.Headers.TryAddWithoutValidation(_options.ApiKeyHeader!, _options.ApiKey);
        return request;
    }

    /// <summary>Appends to the path and keeps a query such as Azure's <c>?api-version=...</c>.</summary>
    private static Uri Append(Uri baseUrl, string path)
    {
        var builder = new UriBuilder(baseUrl);
        builder.Path = $"{builder.Path.TrimEnd('/')}/{path}";
        return builder.Uri;
    }
}
