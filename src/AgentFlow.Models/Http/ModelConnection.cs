using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace AgentFlow.Models;

/// <summary>Sends requests to one server and turns every way in which that can fail into a <see cref="ModelException"/>.</summary>
internal sealed class ModelConnection : IDisposable
{
    private const int MaxErrorBytes = 64 * 1024;

    private readonly HttpClient? _client;
    private readonly HttpMessageInvoker? _invoker;
    private readonly ModelTransportOptions _options;

    public ModelConnection(ModelTransportOptions options)
    {
        options.Validate();
        _options = options;
        _client = options.HttpClient;
        // Ours to choose, it is the handler alone: a client adds a token source, a registration and a task to each request.
        _invoker = _client is null ? new HttpMessageInvoker(CreateHandler(options)) : null;
    }

    /// <summary>A client for models: no limit on a whole answer, and a connection whose answer is abandoned is closed at once.</summary>
    public static HttpClient CreateClient(ModelTransportOptions options) => new(CreateHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Redirects are not followed: one would turn the request into a GET, or take the key to another host.</summary>
    private static SocketsHttpHandler CreateHandler(ModelTransportOptions options) => new()
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = ModelDefaults.ConnectionLifetime,
        ConnectTimeout = options.ConnectTimeout,
        ResponseDrainTimeout = ModelDefaults.DrainTimeout,
    };

    /// <summary>Sends the request and waits for the head of a successful answer.</summary>
    /// <param name="request">Disposed by this method.</param>
    /// <param name="endpoint">Who is asked.</param>
    /// <param name="listModels">Asked for what the server offers when it does not know the model.</param>
    /// <param name="cancellationToken">Cancels the request and every later read of the answer.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ResponseBody> SendAsync(
        HttpRequestMessage request, ModelEndpoint endpoint, Func<CancellationToken, Task<IReadOnlyList<string>>>? listModels,
        CancellationToken cancellationToken)
    {
        var body = await SendAsync(request, endpoint, cancellationToken).ConfigureAwait(false);
        if (body.IsSuccess)
            return body;
        using (body)
        {
            ServerError error;
            try
            {
                error = ServerError.Read((await body.ReadAllAsync(MaxErrorBytes).ConfigureAwait(false)).Span);
            }
            catch (ModelStreamInterruptedException e)
            {
                error = new($"(the rest of the error could not be read: {e.InnerException?.Message ?? e.Message})", null, null);
            }
            IReadOnlyList<string>? available = null;
            if (listModels is not null && body.Status is 400 or 404 && ModelEndpoint.SaysModelMissing(error))
                available = await TryListAsync(listModels, cancellationToken).ConfigureAwait(false);
            throw endpoint.FromServer(body.Status, error, RetryAfterHeader.Read(body.Headers, _options.TimeProvider), available);
        }
    }

    public void Dispose() => _invoker?.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ResponseBody> SendAsync(HttpRequestMessage request, ModelEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var sent = request;
        AddHeaders(request.Headers);
        var deadline = new IdleDeadline(_options, cancellationToken);
        HttpResponseMessage? response = null;
        try
        {
            deadline.Start();
            response = await (_client is null
                ? _invoker!.SendAsync(request, deadline.Token)
                : _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token)).ConfigureAwait(false);
            var stream = response.Content.ReadAsStream(deadline.Token);
            deadline.Stop();
            return new ResponseBody(response, stream, deadline, endpoint, cancellationToken);
        }
        catch (Exception e)
        {
            // Whatever it was, nothing of the request stays behind.
            response?.Dispose();
            deadline.Dispose();
            if (endpoint.Translate(e, deadline, cancellationToken) is { } translated)
                throw translated;
            throw;
        }
    }

    private void AddHeaders(HttpRequestHeaders headers)
    {
        foreach (var (name, value) in _options.Headers)
            headers.TryAddWithoutValidation(name, value);
    }

    private async Task<IReadOnlyList<string>?> TryListAsync(
        Func<CancellationToken, Task<IReadOnlyList<string>>> listModels, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(ModelDefaults.ListTimeout, _options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await listModels(linked.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ModelException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The list only makes the error better; without it, the error is still the one to report.
            return null;
        }
    }
}
