using System.Text;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>What a script asked of <c>net.fetch</c>, read and checked as far as that needs no grant.</summary>
internal sealed class FetchRequest
{
    private const string Known = "method, headers, query, body, timeoutMs, responseType";

    /// <summary>Headers that belong to the connection and not to the one who asks, or that would make two readers see two requests.</summary>
    private static readonly HashSet<string> OwnHeaders = new(
        ["accept-encoding", "connection", "content-length", "expect", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "via"], StringComparer.OrdinalIgnoreCase);

    public required SafeUrl Url { get; init; }

    public required string Method { get; init; }

    /// <summary>Names and values as the script wrote them, references to secrets among them.</summary>
    public required IReadOnlyList<(string Name, string Value)> Headers { get; init; }

    public byte[]? Body { get; init; }

    public string? ContentType { get; init; }

    public TimeSpan? Timeout { get; init; }

    public bool IsJson { get; init; }

    public long Size => Url.Uri.AbsoluteUri.Length + Headers.Sum(h => h.Name.Length + h.Value.Length + 4L) + (Body?.Length ?? 0);

    /// <summary>Whether a text is a method that a request can be made with.</summary>
    public static bool IsMethod(string method) => method.Length is > 0 and <= 20 && method.All(char.IsAsciiLetterUpper) && method is not ("CONNECT" or "TRACE");

    /// <exception cref="ScriptHostException">It is not right; the message is for whoever wrote the script.</exception>
    public static FetchRequest Read(HostCall call)
    {
        var text = Arguments.Text(call, 0, "an address");
        var options = call[1] switch
        {
            null => [],
            JsonObject given => given,
            _ => throw Wrong($"The second argument of net.fetch must be an object with some of: {Known}."),
        };
        foreach (var (name, _) in options)
        {
            if (!Known.Split(", ").Contains(name))
                throw Wrong($"net.fetch does not know '{name}'. Known: {Known}.");
        }
        if (SecretHeaders.IsIn(text) || SecretHeaders.IsIn(options["query"]?.ToJsonString() ?? string.Empty) || SecretHeaders.IsIn(options["body"]?.ToJsonString() ?? string.Empty))
            throw Wrong("Secrets go into headers only, not into the address or the body, where they would be logged.");
        var (url, problem) = SafeUrl.Parse(WithQuery(text, options["query"]));
        var (body, type) = ReadBody(options["body"]);
        return new()
        {
            Url = url ?? throw Wrong(problem!),
            Method = ReadMethod(options["method"], body),
            Headers = ReadHeaders(options["headers"]),
            Body = body,
            ContentType = type,
            Timeout = ReadTimeout(options["timeoutMs"]),
            IsJson = ReadType(options["responseType"]),
        };
    }

    private static string WithQuery(string url, JsonNode? query)
    {
        if (query is null)
            return url;
        if (query is not JsonObject members)
            throw Wrong("'query' must be an object of names and values.");
        var pairs = members.SelectMany(m => (m.Value as JsonArray ?? [m.Value?.DeepClone()]).Select(v => $"{Uri.EscapeDataString(m.Key)}={Uri.EscapeDataString(Plain(v, $"query.{m.Key}"))}"));
        var text = string.Join('&', pairs);
        var fragment = url.IndexOf('#', StringComparison.Ordinal);
        var bare = fragment < 0 ? url : url[..fragment];
        return text.Length == 0 ? bare : bare + (bare.Contains('?', StringComparison.Ordinal) ? '&' : '?') + text;
    }

    private static string ReadMethod(JsonNode? node, byte[]? body)
    {
        var method = node is null ? "GET" : Plain(node, "method").ToUpperInvariant();
        if (!IsMethod(method))
            throw Wrong($"'{method}' is not a method that can be used.");
        return body is null || method is not ("GET" or "HEAD") ? method : throw Wrong($"A {method} request has no body. Set 'method' to POST, PUT or PATCH.");
    }

    private static List<(string, string)> ReadHeaders(JsonNode? node)
    {
        List<(string, string)> headers = [];
        if (node is not (null or JsonObject))
            throw Wrong("'headers' must be an object of names and values.");
        foreach (var (name, value) in node as JsonObject ?? [])
        {
            if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && !"!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)))
                throw Wrong($"'{name}' is not the name of a header.");
            if (OwnHeaders.Contains(name) || name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase))
                throw Wrong($"Header '{name}' is set by the sandbox.");
            var text = Plain(value, $"headers.{name}");
            if (text.Any(c => c is < ' ' and not '\t' or > '~'))
                throw Wrong($"Header '{name}' has a line break or another character in it that a header cannot have.");
            headers.Add((name, text));
        }
        return headers;
    }

    private static (byte[]? Body, string? ContentType) ReadBody(JsonNode? node) => node switch
    {
        null => (null, null),
        JsonValue value when value.TryGetValue<string>(out var text) => (Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8"),
        _ => (Encoding.UTF8.GetBytes(node.ToJsonString()), "application/json"),
    };

    private static TimeSpan? ReadTimeout(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<double>(out var time) && time is >= 1 and <= 600_000 => TimeSpan.FromMilliseconds(time),
        _ => throw Wrong("'timeoutMs' must be a number from 1 to 600000."),
    };

    private static bool ReadType(JsonNode? node) => node is null ? false : Plain(node, "responseType") switch
    {
        "json" => true,
        "text" => false,
        var other => throw Wrong($"'responseType' is '{other}'; it must be text or json."),
    };

    private static string Plain(JsonNode? node, string what) => node switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonValue value => value.ToJsonString(),
        _ => throw Wrong($"'{what}' must be a text, a number, true or false."),
    };

    private static ScriptHostException Wrong(string message) => new(message);
}
