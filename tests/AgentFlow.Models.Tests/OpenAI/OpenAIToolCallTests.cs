using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests.OpenAI;

public sealed class OpenAIToolCallTests
{
    private const string End = """{"id":"r1","choices":[{"delta":{},"finish_reason":"tool_calls"}]}""";

    [Theory]
    // The protocol's own form.
    [InlineData("c1 f {\"a\":1}", """{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}}""", """{"index":0,"function":{"arguments":":1}"}}""")]
    // Without an index.
    [InlineData("c1 f {\"a\":1}", """{"id":"c1","function":{"name":"f","arguments":"{\"a\""}}""", """{"function":{"arguments":":1}"}}""")]
    // Id and name repeated in every delta.
    [InlineData("c1 f {\"a\":1}", """{"index":0,"id":"c1","function":{"name":"f","arguments":"{\"a\""}}""", """{"index":0,"id":"c1","function":{"name":"f","arguments":":1}"}}""")]
    // Id empty after the first delta, name null.
    [InlineData("c1 f {\"a\":1}", """{"index":0,"id":"c1","function":{"name":"f","arguments":""}}""", """{"index":0,"id":"","function":{"name":null,"arguments":"{\"a\":1}"}}""")]
    // Arguments as an object, as null, absent.
    [InlineData("c1 f {\"a\":1}", """{"index":0,"id":"c1","function":{"name":"f","arguments":{"a":1}}}""")]
    [InlineData("c1 f {}", """{"index":0,"id":"c1","function":{"name":"f","arguments":null}}""")]
    [InlineData("c1 f {}", """{"index":0,"id":"c1","function":{"name":"f"}}""")]
    // Two whole calls under one index.
    [InlineData("c1 f {}\nc2 f {\"b\":2}", """{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"c2","function":{"name":"f","arguments":"{\"b\":2}"}}""")]
    // Two whole calls without ids or indexes.
    [InlineData("call_r1_0 f {}\ncall_r1_1 f {\"b\":2}", """{"function":{"name":"f","arguments":"{}"}}""", """{"id":"","function":{"name":"f","arguments":"{\"b\":2}"}}""")]
    // Index last, indexes that do not begin at 0.
    [InlineData("c1 f {}\nc2 g {}", """{"id":"c1","function":{"name":"f","arguments":"{}"},"index":1}""", """{"id":"c2","function":{"name":"g","arguments":"{}"},"index":2}""")]
    // Interleaved calls.
    [InlineData("c1 f {\"a\":1}\nc2 g {\"b\":2}", """{"index":0,"id":"c1","function":{"name":"f","arguments":""}},{"index":1,"id":"c2","function":{"name":"g","arguments":""}}""",
        """{"index":0,"function":{"arguments":"{\"a\":1}"}}""", """{"index":1,"function":{"arguments":"{\"b\":2}"}}""")]
    public async Task GetStreamingResponse_ToolCallDeltas_AreJoined(string expected, params string[] deltas)
    {
        var chunks = deltas.Select(static delta => $$$"""{"id":"r1","choices":[{"index":0,"delta":{"tool_calls":[{{{delta}}}]}}]}""").Append(End);
        using var client = OpenAIClient(ScriptedHttp.Client(Events([.. chunks]).Utf8()));

        var calls = Describe(await client.ReadAsync()).Split('\n');

        Assert.Equal(expected.Split('\n').Select(static call => "call: " + call).Append("finish: tool_calls"), calls);
    }

    [Fact]
    public async Task GetStreamingResponse_NextCallBegins_YieldsTheOneBefore()
    {
        string[] chunks =
        [
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":"{}"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"c2","function":{"name":"g","arguments":"{"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"function":{"arguments":"}"}}]}}]}""",
            End,
        ];
        using var client = OpenAIClient(ScriptedHttp.Client(chunks.Select(static chunk => $"data: {chunk}\n\n".Utf8()).ToArray()));

        var updates = await client.ReadAsync();

        Assert.Equal("c1", Assert.IsType<FunctionCallContent>(Assert.Single(updates[0].Contents)).CallId);
        Assert.Equal("c2", Assert.IsType<FunctionCallContent>(Assert.Single(updates[1].Contents)).CallId);
        Assert.Equal(ChatFinishReason.ToolCalls, updates[1].FinishReason);
    }

    [Theory]
    [InlineData("{\"a\": tru")]
    [InlineData("[1]")]
    [InlineData("{} and more")]
    [InlineData("call me")]
    public async Task GetStreamingResponse_MalformedArguments_AreAnExceptionInTheCall(string text)
    {
        var chunk = $$$"""{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":{{{System.Text.Json.JsonSerializer.Serialize(text)}}}}}]},"finish_reason":"tool_calls"}]}""";
        using var client = OpenAIClient(ScriptedHttp.Client(Events(chunk).Utf8()));

        var response = await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Null(call.Arguments);
        Assert.IsAssignableFrom<System.Text.Json.JsonException>(call.Exception);
        Assert.Equal(text, call.AdditionalProperties![JsonArguments.RawTextKey]);
    }

    [Fact]
    public async Task GetResponse_ExtraContentOfACall_GoesBackWithIt()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, () => new ScriptedStream([Events(
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","extra_content":{"google":{"thought_signature":"s=="}},"function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""").Utf8()]));
        using var client = OpenAIClient(new HttpClient(http));

        var response = await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);
        await client.GetResponseAsync([Hello, .. response.Messages], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("""
            "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"s=="}}}]
            """.Trim(), http.RequestBodies[1], StringComparison.Ordinal);
    }
}
