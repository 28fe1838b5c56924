using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>One <c>net.fetch</c>: the request and those that redirects lead to, each checked by the same rules, and the answer with its secrets masked.</summary>
internal sealed class Fetch(NetRules rules, HttpMessageInvoker sender, SecretHeaders headers, IReadOnlyDictionary<string, string> secrets, SandboxCall call)
{
    /// <summary>What may be said to another host than the one that was asked at first.</summary>
    private static readonly HashSet<string> HarmlessHeaders = new(["accept", "accept-language", "user-agent"], StringComparer.OrdinalIgnoreCase);

    private readonly SecretMask _mask = new(secrets);

    public async ValueTask<JsonNode> SendAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        if (request.Size > rules.MaxRequestBytes)
            throw Refused(request.Method, request.Url, $"The request has {request.Size} bytes; at most {rules.MaxRequestBytes} are allowed.", "too large");
        var (url, method, body) = (request.Url, request.Method, request.Body);
        for (var redirects = 0; ; redirects++)
        {
            Check(method, url);
            using var message = Message(request, url, method, body);
            using var response = await SendAsync(message, url, cancellationToken).ConfigureAwait(false);
            if (NextOf(response, method, url) is not { } next)
                return await ReadAsync(request, method, url, response, cancellationToken).ConfigureAwait(false);
            Record(method, url, $"{(int)response.StatusCode}, redirected");
            if (redirects == rules.MaxRedirects)
                throw Refused(method, next, $"The answer redirects for the {redirects + 1}. time; at most {rules.MaxRedirects} redirects are followed.", "too many redirects");
            // As browsers do: 307 and 308 repeat the request, the others ask for a page in its place.
            if (response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect) && method != "HEAD")
                (method, body) = ("GET", null);
            url = next;
        }
    }

    private void Check(string method, SafeUrl url)
    {
        if (!rules.Hosts.Any(h => h.Matches(url)))
            throw Refused(method, url, $"This tool may not ask '{url.Origin}': it is none of the hosts that it has been given.", "host is not granted");
        if (!rules.Methods.Contains(method, StringComparer.Ordinal))
            throw Refused(method, url, $"This tool may not use {method}. It may use: {string.Join(", ", rules.Methods)}.", "method is not granted");
        if (call.NextRequest() > rules.MaxRequests)
            throw Refused(method, url, $"This call has made {rules.MaxRequests} requests, which is all that it may.", "too many requests");
    }

    private HttpRequestMessage Message(FetchRequest request, SafeUrl url, string method, byte[]? body)
    {
        var message = new HttpRequestMessage(new HttpMethod(method), url.Uri);
        var isSameOrigin = url.Origin == request.Url.Origin;
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.Headers.LastOrDefault(h => IsContentType(h.Name)).Value ?? request.ContentType);
        }
        foreach (var (name, value) in request.Headers)
        {
            if (!IsContentType(name) && (isSameOrigin || (HarmlessHeaders.Contains(name) && !SecretHeaders.IsIn(value))))
                Add(message, name, Filled(value, method, url));
        }
        return message;
    }

    private static bool IsContentType(string name) => name.Equals("content-type", StringComparison.OrdinalIgnoreCase);

    private static void Add(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.TryAddWithoutValidation(name, value))
            message.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private string Filled(string value, string method, SafeUrl url)
    {
        try
        {
            return headers.Fill(value, url, secrets);
        }
        catch (ScriptHostException error)
        {
            throw Refused(method, url, error.Message, "secret is not granted");
        }
    }

    private async ValueTask<HttpResponseMessage> SendAsync(HttpRequestMessage message, SafeUrl url, CancellationToken cancellationToken)
    {
        try
        {
            return await sender.SendAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error) when (error.InnerException is AddressRefusedException refused)
        {
            throw Refused(message.Method.Method, url, refused.Message, refused.Message);
        }
        catch (HttpRequestException error)
        {
            Record(message.Method.Method, url, $"failed: {error.HttpRequestError}");
            throw new ScriptHostException(_mask.Apply($"'{url.Origin}' could not be asked ({error.HttpRequestError})."), error);
        }
    }

    private SafeUrl? NextOf(HttpResponseMessage response, string method, SafeUrl url)
    {
        if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || !response.Headers.NonValidated.TryGetValues("Location", out var values))
            return null;
        var location = values.ToString();
        var isWhole = location.StartsWith("//", StringComparison.Ordinal) || location.AsSpan().IndexOfAny(":/?#") is var i and >= 0 && location[i] == ':';
        var text = isWhole
            ? location.StartsWith('/') ? $"{url.Scheme}:{location}" : location
            : Uri.TryCreate(url.Uri, location, out var joined) ? joined.AbsoluteUri : location;
        var (next, problem) = SafeUrl.Parse(text);
        return next ?? throw Refused(method, url, $"The answer redirects to an address that is not right. {problem}", "redirect to an address that is not right");
    }

    private async ValueTask<JsonNode> ReadAsync(FetchRequest request, string method, SafeUrl url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await ResponseBody.ReadAsync(response.Content, rules.MaxResponseBytes, cancellationToken).ConfigureAwait(false)
                ?? throw Refused(method, url, $"The answer has more than {rules.MaxResponseBytes} bytes, which is the most that is read.", "answer too large");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            Record(method, url, "failed: the answer broke off");
            throw new ScriptHostException($"The answer of '{url.Origin}' broke off, or its compression is damaged.", error);
        }
        Record(method, url, $"{(int)response.StatusCode}", bytes.Length);
        var text = ResponseBody.Decode(bytes, response.Content.Headers.ContentType?.CharSet);
        return new JsonObject
        {
            ["status"] = (int)response.StatusCode,
            ["ok"] = response.IsSuccessStatusCode,
            ["url"] = _mask.Apply(url.Uri.AbsoluteUri),
            ["headers"] = Headers(response),
            ["body"] = request.IsJson ? _mask.Apply(ResponseBody.Parse(text, url.Origin)) : _mask.Apply(text),
        };
    }

    private JsonObject Headers(HttpResponseMessage response)
    {
        var all = new JsonObject();
        foreach (var header in (IEnumerable<KeyValuePair<string, HeaderStringValues>>)[.. response.Headers.NonValidated, .. response.Content.Headers.NonValidated])
            all[_mask.Apply(header.Key.ToLowerInvariant())] = _mask.Apply(header.Value.ToString());
        return all;
    }

    private void Record(string method, SafeUrl url, string outcome, long? bytes = null) => call.Record("net", _mask.Apply($"{method} {url.Shown}"), outcome, bytes);

    private ScriptHostException Refused(string method, SafeUrl url, string message, string why)
    {
        Record(method, url, "refused: " + _mask.Apply(why));
        return new ScriptHostException(_mask.Apply(message));
    }
}
