using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models;

/// <summary>The Anthropic package's own chat client, with this library's transport, errors and no retries of its own.</summary>
internal sealed class AnthropicChatClient : DelegatingChatClient
{
    private readonly ModelEndpoint _endpoint;
    private readonly HttpClient? _owned;

    private AnthropicChatClient(IChatClient inner, ModelEndpoint endpoint, HttpClient? owned)
        : base(inner)
    {
        _endpoint = endpoint;
        _owned = owned;
    }

    /// <summary>A client for <paramref name="endpoint"/>'s model.</summary>
    public static AnthropicChatClient Create(ModelEndpoint endpoint, ModelTransportOptions transport)
    {
        transport.Validate();
        var owned = transport.HttpClient is null ? ModelConnection.CreateClient(transport) : null;
        var client = new AnthropicClient(new ClientOptions
        {
            HttpClient = transport.HttpClient ?? owned!,
            Handlers = [new AnthropicHandler(endpoint, transport)],
            // Unset or null, the package would look for a key in the process's environment behind the caller's back.
            ApiKey = endpoint.ApiKey ?? "",
            BaseUrl = endpoint.BaseUrl.AbsoluteUri.TrimEnd('/'),
            MaxRetries = 0,
            Timeout = TimeSpan.FromDays(1),
        });
        return new AnthropicChatClient(client.AsIChatClient(endpoint.Model, ModelDefaults.AnthropicMaxTokens), endpoint, owned);
    }

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var disposal = updates.ConfigureAwait(false);
        var hasFinished = false;
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    break;
            }
            catch (Exception e) when (Translate(e) is { } translated)
            {
                throw translated;
            }
            hasFinished |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }
        if (!hasFinished)
            throw _endpoint.Interrupted("the stream ended without a stop reason");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _owned?.Dispose();
    }

    /// <summary>Errors of the handler arrive as they are or wrapped; what the package found itself is told apart here.</summary>
    private ModelException? Translate(Exception e) => e switch
    {
        ModelException => null,
        { InnerException: ModelException inner } => inner,
        AnthropicApiException api => _endpoint.FromServer((int)api.StatusCode, ServerError.Read(Encoding.UTF8.GetBytes(api.ResponseBody))),
        AnthropicServiceException service => FromStream(service),
        AnthropicIOException => _endpoint.Interrupted(e.InnerException?.Message ?? e.Message, e),
        AnthropicInvalidDataException or JsonException => _endpoint.NotAnAnswer(Encoding.UTF8.GetBytes(e.Message), e),
        _ => null,
    };

    private ModelException FromStream(AnthropicServiceException service)
    {
        var error = service.Body.ValueKind == JsonValueKind.Undefined
            ? new ServerError(service.Message, null, null)
            : ServerError.Read(Encoding.UTF8.GetBytes(service.Body.GetRawText()));
        return _endpoint.FromServer(error.Code == "rate_limit_error" ? 429 : error.Status, error);
    }
}
