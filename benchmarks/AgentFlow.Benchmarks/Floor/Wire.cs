using System.Net.Http.Headers;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>What all contenders send alike.</summary>
internal static class Wire
{
    public const string Model = "mock-1";

    public const string ToolName = "add";

    public const string ToolDescription = "Adds two numbers.";

    public const string ToolSchema = """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"integer"}},"required":["a","b"]}""";

    public static readonly byte[] Before = """{"model":"mock-1","messages":["""u8.ToArray();

    public static readonly byte[] After = System.Text.Encoding.UTF8.GetBytes(
        "],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"" + ToolName + "\",\"description\":\"" + ToolDescription
        + "\",\"parameters\":" + ToolSchema + "}}],\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

    private static readonly AuthenticationHeaderValue Key = new("Bearer", "no-key");

    public static HttpRequestMessage Request(Uri completions, ReadOnlyMemory<byte> messages)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, completions) { Content = new Body(messages) };
        request.Headers.Authorization = Key;
        return request;
    }

    /// <summary>The settings under which every contender speaks: those that <c>OpenAIChatClient</c> has by default.</summary>
    public static HttpClient CreateHttpClient() => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}
