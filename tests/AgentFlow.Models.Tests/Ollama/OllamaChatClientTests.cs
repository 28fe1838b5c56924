using System.Text.Json;
using AgentFlow.Models.Ollama;
using AgentFlow.Tools;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests.Ollama;

public sealed class OllamaChatClientTests
{
    private const string Answer = """
        {"model":"qwen3:8b","created_at":"2026-01-02T03:04:05.678901234Z","message":{"role":"assistant","content":"","thinking":"hm… "},"done":false}
        {"model":"qwen3:8b","created_at":"2026-01-02T03:04:05.7Z","message":{"role":"assistant","content":"Gr\u00fc"},"done":false}
        {"model":"qwen3:8b","created_at":"2026-01-02T03:04:05.8Z","message":{"role":"assistant","content":"ße 🌍"},"done":false}
        {"model":"qwen3:8b","created_at":"2026-01-02T03:04:05.9Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"find","arguments":{"q":"ä"}}},{"function":{"name":"find","arguments":{"q":"b"}}}]},"done":false}
        {"model":"qwen3:8b","created_at":"2026-01-02T03:04:06Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":26,"eval_count":8}

        """;

    private const string Meaning = "reasoning: hm… \ntext: Grüße 🌍\ncall: call_8de49a7fe28cc8a_0 find {\"q\":\"ä\"}\ncall: call_8de49a7fe28cc8a_1 find {\"q\":\"b\"}\nusage: 26/8//\nfinish: tool_calls";

    [Fact]
    public async Task GetStreamingResponse_CutAtEveryByte_GivesTheSame()
    {
        var bytes = Answer.Utf8();
        string? expected = null;

        for (var cut = 1; cut < bytes.Length; cut++)
        {
            using var client = Client(ScriptedHttp.Client(bytes[..cut], bytes[cut..]));
            var described = Describe(await client.ReadAsync());
            expected ??= described;
            Assert.Equal(expected, described);
        }

        Assert.Equal(Normalised(Meaning), Normalised(expected!));
    }

    [Fact]
    public async Task GetStreamingResponse_ModelAndTime_AreTheServers()
    {
        using var client = Client(ScriptedHttp.Client(Answer.Utf8()));

        var update = (await client.ReadAsync())[0];

        Assert.Equal(("qwen3:8b", 2026), (update.ModelId, update.CreatedAt!.Value.Year));
    }

    [Fact]
    public async Task GetResponse_Request_IsWrittenAsTheProtocolHasIt()
    {
        var http = new ScriptedHttp(System.Net.HttpStatusCode.OK, static () => new ScriptedStream([Answer.Utf8()]));
        using var client = new OllamaChatClient("qwen3:8b", new() { KeepAlive = TimeSpan.FromMinutes(10), ContextLength = 8192, Transport = new() { HttpClient = new HttpClient(http) } });
        var tool = AIFunctionFactory.Create(static (string q) => q, "find", "Finds.");
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")]),
            new(ChatRole.Assistant, [new FunctionCallContent("c1", "find", JsonArguments.Parse("""{"q":"x"}"""u8))]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "found")]),
        ];
        var options = new ChatOptions
        {
            Instructions = "Be brief.",
            Temperature = 0.5f,
            MaxOutputTokens = 50,
            StopSequences = ["END"],
            Reasoning = new() { Effort = ReasoningEffort.None },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}""")),
            Tools = [tool],
            AdditionalProperties = new() { ["min_p"] = 0.1, ["truncate"] = false },
        };

        await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);

        Assert.Equal("""
            {"model":"qwen3:8b","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"look","images":["AQID"]},
            {"role":"assistant","content":"","tool_calls":[{"function":{"name":"find","arguments":{"q":"x"}}}]},
            {"role":"tool","content":"found","tool_name":"find"}],"stream":true,
            "tools":[{"type":"function","function":{"name":"find","description":"Finds.","parameters":SCHEMA}}],
            "format":{"type":"object"},"think":false,"keep_alive":600,"truncate":false,
            "options":{"num_ctx":8192,"temperature":0.5,"num_predict":50,"stop":["END"],"min_p":0.1}}
            """.ReplaceLineEndings("").Replace("SCHEMA", tool.JsonSchema.GetRawText(), StringComparison.Ordinal), http.RequestBodies[0]);
    }

    [Fact]
    public async Task GetResponse_ModelNotThere_SaysHowToPullAndWhatIsThere()
    {
        await using var server = await ModelServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/api/tags" ? 200 : 404;
            await context.Response.WriteAsync(context.Request.Path == "/api/tags"
                ? """{"models":[{"name":"qwen3:4b","size":1},{"name":"llama3.2:latest"}]}"""
                : """{"error":"model \"qwen3:8b\" not found, try pulling it first"}""");
        });
        using var client = new OllamaChatClient("qwen3:8b", new() { BaseUrl = server.Url });

        var error = await Assert.ThrowsAsync<ModelNotFoundException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("'ollama pull qwen3:8b'", error.Message, StringComparison.Ordinal);
        Assert.Contains("It offers 2; the nearest: 'qwen3:4b', 'llama3.2:latest'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"an error was encountered while running the model"}""", "server_error")]
    [InlineData("""{"model":"m","message":{"role":"assistant","content":"x"},"done":false}""", "stream_interrupted")]
    [InlineData("""{"model":"m","message":{"role":"assi""", "stream_interrupted")]
    [InlineData("<html>", "stream_interrupted")]
    [InlineData("<html>\n", "server_error")]
    [InlineData("", "stream_interrupted")]
    public async Task GetResponse_StreamThatDoesNotEndWell_IsATypedError(string body, string code)
    {
        using var client = Client(ScriptedHttp.Client(body.Utf8()));

        var error = await Assert.ThrowsAnyAsync<ModelException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((code, "ollama"), (error.Code, error.Provider));
    }

    [Fact]
    public async Task GetStreamingResponse_Cancelled_ClosesTheConnection()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ModelServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => closed.TrySetResult());
            await context.Response.Body.WriteAsync("""{"message":{"content":"one"},"done":false}""".Utf8().Append((byte)'\n').ToArray());
            await context.Response.Body.FlushAsync();
            await closed.Task;
        });
        using var client = new OllamaChatClient("m", new() { BaseUrl = server.Url });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([Hello], cancellationToken: cancellation.Token))
                await cancellation.CancelAsync();
        });

        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task GetResponse_ImageByUrl_SaysWhatOllamaTakes()
    {
        using var client = Client(ScriptedHttp.Client());

        var error = await Assert.ThrowsAsync<NotSupportedException>(() =>
            client.GetResponseAsync([new(ChatRole.User, [new UriContent("https://example.com/a.png", "image/png")])], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("DataContent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pull_Download_ReportsProgressToItsEnd()
    {
        await using var server = await ModelServer.StartAsync(200, """
            {"status":"pulling manifest"}
            {"status":"pulling aa","digest":"sha256:aa","total":100}
            {"status":"pulling aa","digest":"sha256:aa","total":100,"completed":60}
            {"status":"verifying sha256 digest"}
            {"status":"success"}
            """, "application/x-ndjson");
        using var client = new OllamaChatClient("m", new() { BaseUrl = server.Url });

        var progress = await client.PullAsync("qwen3:8b", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["pulling manifest", "pulling aa", "pulling aa", "verifying sha256 digest", "success"], progress.Select(static p => p.Status));
        Assert.Equal(new OllamaPullProgress { Status = "pulling aa", Digest = "sha256:aa", TotalBytes = 100, CompletedBytes = 60 }, progress[2]);
        Assert.Equal(("/api/pull", """{"model":"qwen3:8b","stream":true}"""), (server.Requests.First().Path, server.Requests.First().Body));
    }

    [Theory]
    [InlineData("""{"status":"pulling manifest"}""", "stream_interrupted")]
    [InlineData("""{"error":"pull model manifest: file does not exist"}""", "model_not_found")]
    [InlineData("""{"error":"max retries exceeded"}""", "server_error")]
    public async Task Pull_DoesNotSucceed_IsATypedError(string body, string code)
    {
        await using var server = await ModelServer.StartAsync(200, body);
        using var client = new OllamaChatClient("m", new() { BaseUrl = server.Url });

        var error = await Assert.ThrowsAnyAsync<ModelException>(async () => await client.PullAsync("nope", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal((code, "nope"), (error.Code, error.Model));
    }

    [Fact]
    public async Task ListModels_Tags_GivesTheNames()
    {
        await using var server = await ModelServer.StartAsync(200, """{"models":[{"name":"a:1"},{"name":"b:2"}]}""");
        using var client = new OllamaChatClient("m", new() { BaseUrl = server.Url });

        Assert.Equal(["a:1", "b:2"], await client.ListModelsAsync(TestContext.Current.CancellationToken));
    }

    private static OllamaChatClient Client(HttpClient http) => new("qwen3:8b", new() { Transport = new() { HttpClient = http } });

    /// <summary>The ids hold the time of the first line; that they are the same every time is asserted by comparing the cuts.</summary>
    private static string Normalised(string described) => System.Text.RegularExpressions.Regex.Replace(described, "call_[0-9a-f]+_", "call_T_");
}
