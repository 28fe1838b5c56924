namespace AgentFlow.Models;

/// <summary>
/// Sits between the Anthropic package and the network, where status, headers and silence can still be seen, and throws the errors of
/// this library from there.
/// </summary>
internal sealed class AnthropicHandler(ModelEndpoint endpoint, ModelTransportOptions options) : DelegatingHandler
{
    private const int MaxErrorBytes = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in options.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var deadline = new IdleDeadline(options, cancellationToken);
        try
        {
            deadline.Start();
            var response = await base.SendAsync(request, deadline.Token).ConfigureAwait(false);
            deadline.Stop();
            var stream = await response.Content.ReadAsStreamAsync(deadline.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                await ThrowAsync(new ResponseBody(response, stream, deadline, endpoint, cancellationToken)).ConfigureAwait(false);
            var content = new StreamContent(new WatchedStream(stream, deadline, endpoint));
            foreach (var (name, values) in response.Content.Headers)
                content.Headers.TryAddWithoutValidation(name, values);
            response.Content = content;
            return response;
        }
        catch (Exception e)
        {
            // Whatever it was, nothing of the request stays behind.
            deadline.Dispose();
            if (endpoint.Translate(e, deadline, cancellationToken) is { } translated)
                throw translated;
            throw;
        }
    }

    private async Task ThrowAsync(ResponseBody body)
    {
        using (body)
        {
            var error = ServerError.Read((await body.ReadAllAsync(MaxErrorBytes).ConfigureAwait(false)).Span);
            throw endpoint.FromServer(body.Status, error, RetryAfterHeader.Read(body.Headers, options.TimeProvider));
        }
    }
}
