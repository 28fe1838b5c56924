using System.Text.Json;
using AgentFlow.Memory;
using AgentFlow.Models.OpenAI;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests.OpenAI;

public sealed class OpenAIRequestTests
{
    private static readonly AIFunction Search = AIFunctionFactory.Create(static (string query, int count = 3) => query, "search", "Finds pages.");

    [Fact]
    public async Task GetResponse_EveryKindOfMessage_IsWrittenAsTheProtocolHasIt()
    {
        var malformed = new FunctionCallContent("c2", "f") { Exception = new JsonException("x"), AdditionalProperties = new() { [JsonArguments.RawTextKey] = "{oops" } };
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(new ChatRole("developer"), "Be kind."),
            new(ChatRole.User, "Grüße \"du\" \U0001F600\n") { AuthorName = "Ann B." },
            new(ChatRole.User,
            [
                new TextContent("look"),
                new DataContent(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
                new UriContent("https://example.com/a.jpg", "image/jpeg"),
                new DataContent(new byte[] { 4 }, "audio/mpeg"),
                new DataContent(new byte[] { 5 }, "application/pdf") { Name = "a.pdf" },
                new HostedFileContent("file-1"),
            ]),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("thinking"),
                new FunctionCallContent("c1", "search", JsonArguments.Parse("""{ "query" : "a\"b" }"""u8)),
                malformed,
                new FunctionCallContent("c3", "g", new Dictionary<string, object?> { ["n"] = 1, ["s"] = "x", ["l"] = new[] { 1, 2 } }),
            ]),
            new(ChatRole.Tool,
            [
                new FunctionResultContent("c1", "plain"),
                new FunctionResultContent("c2", JsonElement.Parse("""{"a":[1]}""")),
                new FunctionResultContent("c3", new Dictionary<string, int> { ["n"] = 1 }),
                new FunctionResultContent("c4", JsonElement.Parse("\"quoted\"")),
                new FunctionResultContent("c5", null),
            ]),
            new(ChatRole.Assistant, "done"),
        ];

        var body = await BodyOfAsync(messages, null);

        Assert.Equal("""
            {"model":"m-1","messages":[{"role":"system","content":"Be brief."},{"role":"developer","content":"Be kind."},
            {"role":"user","name":"Ann_B_","content":"Grüße \"du\" \uD83D\uDE00\n"},
            {"role":"user","content":[{"type":"text","text":"look"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}},
            {"type":"image_url","image_url":{"url":"https://example.com/a.jpg"}},
            {"type":"input_audio","input_audio":{"data":"BA==","format":"mp3"}},
            {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BQ=="}},
            {"type":"file","file":{"file_id":"file-1"}}]},
            {"role":"assistant","content":null,"tool_calls":[
            {"id":"c1","type":"function","function":{"name":"search","arguments":"{ \"query\" : \"a\\\"b\" }"}},
            {"id":"c2","type":"function","function":{"name":"f","arguments":"{\"malformed_arguments\":\"{oops\"}"}},
            {"id":"c3","type":"function","function":{"name":"g","arguments":"{\"n\":1,\"s\":\"x\",\"l\":[1,2]}"}}]},
            {"role":"tool","tool_call_id":"c1","content":"plain"},
            {"role":"tool","tool_call_id":"c2","content":"{\"a\":[1]}"},
            {"role":"tool","tool_call_id":"c3","content":"{\"n\":1}"},
            {"role":"tool","tool_call_id":"c4","content":"quoted"},
            {"role":"tool","tool_call_id":"c5","content":""},
            {"role":"assistant","content":"done"}],"stream":true,"stream_options":{"include_usage":true}}
            """.ReplaceLineEndings(""), body);
    }

    [Fact]
    public async Task GetResponse_EveryOption_IsWritten()
    {
        var options = new ChatOptions
        {
            Instructions = "Be brief.",
            ModelId = "m-2",
            Temperature = 0.7f,
            TopP = 0.9f,
            TopK = 40,
            FrequencyPenalty = 0.1f,
            PresencePenalty = -0.1f,
            MaxOutputTokens = 100,
            Seed = 42,
            StopSequences = ["END", "\n"],
            Reasoning = new() { Effort = ReasoningEffort.Low },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "person", "A person."),
            Tools = [Search],
            ToolMode = ChatToolMode.RequireSpecific("search"),
            AllowMultipleToolCalls = false,
            AdditionalProperties = new() { ["user"] = "u1", ["logit_bias"] = new Dictionary<string, int> { ["50256"] = -100 }, ["top_p"] = 0.5 },
        };

        var body = await BodyOfAsync([Hello], options);

        Assert.Equal("""
            {"model":"m-2","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"hello"}],"stream":true,"stream_options":{"include_usage":true},
            "tools":[{"type":"function","function":{"name":"search","description":"Finds pages.","parameters":SCHEMA}}],
            "tool_choice":{"type":"function","function":{"name":"search"}},"parallel_tool_calls":false,
            "response_format":{"type":"json_schema","json_schema":{"name":"person","description":"A person.","schema":{"type":"object"}}},
            "temperature":0.7,"top_k":40,"frequency_penalty":0.1,"presence_penalty":-0.1,"max_completion_tokens":100,"seed":42,"stop":["END","\n"],
            "reasoning_effort":"low","user":"u1","logit_bias":{"50256":-100},"top_p":0.5}
            """.ReplaceLineEndings("").Replace("SCHEMA", Search.JsonSchema.GetRawText(), StringComparison.Ordinal), body);
    }

    [Theory]
    [InlineData("auto", "\"tool_choice\":\"auto\"")]
    [InlineData("none", "\"tool_choice\":\"none\"")]
    [InlineData("required", "\"tool_choice\":\"required\"")]
    public async Task GetResponse_ToolMode_IsWritten(string mode, string expected)
    {
        ChatToolMode toolMode = mode switch { "auto" => ChatToolMode.Auto, "none" => ChatToolMode.None, _ => ChatToolMode.RequireAny };

        var body = await BodyOfAsync([Hello], new() { Tools = [Search], ToolMode = toolMode });

        Assert.Contains(expected, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_MessageLog_SendsTheSameBytesAsAList()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = OpenAIClient(new HttpClient(http));
        var options = new ChatOptions { Instructions = "Be brief.", Tools = [Search] };
        var log = MessageLog.Create();

        for (var turn = 0; turn < 30; turn++)
        {
            log = log.Add(new(ChatRole.User, $"question {turn} ü")).Add(new(ChatRole.Assistant, [new FunctionCallContent($"c{turn}", "search", JsonArguments.Parse("{}"u8))]))
                .Add(new(ChatRole.Tool, [new FunctionResultContent($"c{turn}", $"result {turn}")]));
            await client.GetResponseAsync(log, turn % 2 == 0 ? options : null, TestContext.Current.CancellationToken);
            await client.GetResponseAsync(log.ToList(), turn % 2 == 0 ? options : null, TestContext.Current.CancellationToken);
        }
        await client.GetResponseAsync(log.Take(4), options, TestContext.Current.CancellationToken);
        await client.GetResponseAsync(log.Take(4).ToList(), options, TestContext.Current.CancellationToken);
        await client.GetResponseAsync(MessageLog.Create(), options, TestContext.Current.CancellationToken);
        await client.GetResponseAsync(new List<ChatMessage>(), options, TestContext.Current.CancellationToken);

        Assert.Equal(64, http.RequestBodies.Count);
        for (var i = 0; i < http.RequestBodies.Count; i += 2)
        {
            Assert.Equal(http.RequestBodies[i + 1], http.RequestBodies[i]);
            JsonDocument.Parse(http.RequestBodies[i]).Dispose();
        }
    }

    [Theory]
    [InlineData(64 * 1024 * 1024, 1)]
    [InlineData(0, 3)]
    public async Task GetResponse_MessageLog_SerialisesAMessageOnceWithinTheLimit(long limit, int expected)
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = new OpenAIChatClient("m-1", new() { SerializedHistoryBytes = limit, Transport = new() { HttpClient = new HttpClient(http) } });
        var counted = new CountedResult();
        var log = MessageLog.Create([Hello, new(ChatRole.Tool, [new FunctionResultContent("c", counted)])]);

        for (var turn = 0; turn < 3; turn++)
        {
            await client.GetResponseAsync(log, cancellationToken: TestContext.Current.CancellationToken);
            log = log.Add(new(ChatRole.User, $"turn {turn}"));
        }

        Assert.Equal(expected, counted.Reads);
        Assert.All(http.RequestBodies, static body => Assert.Contains("""{\"Value\":1}""", body, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task GetResponse_MoreLogsThanTheLimitHolds_DropsTheOneUsedLeastRecently()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = new OpenAIChatClient("m-1", new() { SerializedHistoryBytes = 80_000, Transport = new() { HttpClient = new HttpClient(http) } });
        var counted = Enumerable.Range(0, 3).Select(static _ => new CountedResult()).ToArray();
        var logs = counted.Select(static result => MessageLog.Create([
            new(ChatRole.User, new string('x', 10_000)), new(ChatRole.Tool, [new FunctionResultContent("c", result)])])).ToArray();

        foreach (var turn in new[] { 0, 1, 0, 2, 0, 1 })
            await client.GetResponseAsync(logs[turn], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([1, 2, 1], counted.Select(static result => result.Reads));
    }

    [Fact]
    public async Task GetResponse_SameTool_IsSerialisedOnce()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = OpenAIClient(new HttpClient(http));
        var tool = new CountedTool();

        for (var turn = 0; turn < 3; turn++)
            await client.GetResponseAsync([Hello], new() { Tools = [tool, Search] }, TestContext.Current.CancellationToken);

        Assert.Equal(1, tool.Reads);
        Assert.All(http.RequestBodies, static body => Assert.Contains("\"name\":\"counted\"", body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GetResponse_BranchesOfALog_KeepTheirOwnBytes()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = OpenAIClient(new HttpClient(http));
        var trunk = MessageLog.Create([Hello]);
        var left = trunk.Add(new(ChatRole.User, "left"));
        var right = trunk.Add(new(ChatRole.User, "right"));

        await client.GetResponseAsync(left, cancellationToken: TestContext.Current.CancellationToken);
        await client.GetResponseAsync(right, cancellationToken: TestContext.Current.CancellationToken);
        await client.GetResponseAsync(trunk, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([true, false, false], http.RequestBodies.Select(static body => body.Contains("left", StringComparison.Ordinal)));
        Assert.Equal([false, true, false], http.RequestBodies.Select(static body => body.Contains("right", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task GetResponse_OneLineageFromManyThreads_SendsWholeBodies()
    {
        await using var server = await ModelServer.StreamingAsync(Events(StopChunk));
        using var client = OpenAIClient(server);
        var log = MessageLog.Create(Enumerable.Range(0, 400).Select(static i => new ChatMessage(ChatRole.User, $"m{i} {new string('x', 100)}")));

        await Parallel.ForEachAsync(Enumerable.Range(1, 100), TestContext.Current.CancellationToken,
            async (i, token) => await client.GetResponseAsync(log.Take(i * 4), cancellationToken: token));

        var lengths = server.Requests.Select(static request => JsonDocument.Parse(request.Body).RootElement.GetProperty("messages").GetArrayLength()).Order();
        Assert.Equal(Enumerable.Range(1, 100).Select(static i => i * 4), lengths);
        Assert.All(server.Requests, static request => Assert.Equal(request.Body.Length, int.Parse(request.Headers["content-length"], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task GetResponse_MessageThatCannotBeWritten_LeavesTheLogUsable()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = OpenAIClient(new HttpClient(http));
        var log = MessageLog.Create([Hello]);
        var broken = log.Add(new(ChatRole.Tool, [new FunctionResultContent("c", new ThrowingResult())]));

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync(broken, cancellationToken: TestContext.Current.CancellationToken));
        await client.GetResponseAsync(log, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("""[{"role":"user","content":"hello"}]""", http.RequestBodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_ToolWithoutAForm_SaysWhich()
    {
        using var client = OpenAIClient(ScriptedHttp.Client());

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => client.GetResponseAsync([Hello], new() { Tools = [new HostedWebSearchTool()] }, TestContext.Current.CancellationToken));

        Assert.Contains("HostedWebSearchTool", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_ReasoningMember_SendsReasoningBack()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = new OpenAIChatClient("m-1", new() { ReasoningMember = "reasoning_content", Transport = new() { HttpClient = new HttpClient(http) } });

        await client.GetResponseAsync([new(ChatRole.Assistant, [new TextReasoningContent("why"), new TextContent("so")])], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains("""{"role":"assistant","content":"so","reasoning_content":"why"}""", http.RequestBodies[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_Headers_CarryKeyAndOwn()
    {
        await using var server = await ModelServer.StreamingAsync(Events(StopChunk));
        using var client = new OpenAIChatClient("m-1", new()
        {
            BaseUrl = new Uri(server.V1 + "?api-version=preview"),
            ApiKey = "sk-1",
            Transport = new() { Headers = new Dictionary<string, string> { ["x-title"] = "AgentFlow" } },
        });

        await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("/v1/chat/completions?api-version=preview", "Bearer sk-1", "AgentFlow", "application/json"),
            (request.Path, request.Headers["authorization"], request.Headers["x-title"], request.Headers["content-type"]));
    }

    private static async Task<string> BodyOfAsync(ChatMessage[] messages, ChatOptions? options)
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Events(StopChunk).Utf8()]));
        using var client = OpenAIClient(new HttpClient(http));
        await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        return http.RequestBodies[0];
    }

    private sealed class CountedResult
    {
        internal int Reads { get; private set; }

        public int Value
        {
            get
            {
                Reads++;
                return 1;
            }
        }
    }

    private sealed class CountedTool : AIFunctionDeclaration
    {
        public int Reads { get; private set; }

        public override string Name => "counted";

        public override JsonElement JsonSchema
        {
            get
            {
                Reads++;
                return JsonElement.Parse("{}");
            }
        }
    }

    private sealed class ThrowingResult
    {
        public int Value => throw new InvalidOperationException("broken");
    }
}
