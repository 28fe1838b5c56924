using AgentFlow.Models.Ollama;
using Microsoft.AspNetCore.Http;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests.Errors;

public sealed class ModelErrorTests
{
    [Theory]
    // OpenAI
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: sk-secret.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", "unauthorized", "invalid_api_key")]
    [InlineData(403, """{"error":{"message":"Country not supported","type":"request_forbidden","code":"unsupported_country_region_territory"}}""", "unauthorized", "unsupported_country_region_territory")]
    [InlineData(404, """{"error":{"message":"The model `gpt-9` does not exist or you do not have access to it.","type":"invalid_request_error","code":"model_not_found"}}""", "model_not_found", "model_not_found")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota.","type":"insufficient_quota","code":"insufficient_quota"}}""", "rate_limited", "insufficient_quota")]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", "context_too_long", "context_length_exceeded")]
    [InlineData(400, """{"error":{"message":"Invalid schema for function 'f'.","type":"invalid_request_error","param":"tools[0]","code":"invalid_function_parameters"}}""", "request_rejected", "invalid_function_parameters")]
    [InlineData(500, """{"error":{"message":"The server had an error","type":"server_error"}}""", "server_error", "server_error")]
    [InlineData(503, """{"error":{"message":"overloaded"}}""", "server_error", null)]
    // Mistral
    [InlineData(422, """{"object":"error","message":{"detail":[]},"type":"invalid_request_message_order","code":"3230","detail":[{"type":"extra_forbidden","loc":["body","seed"],"msg":"Extra inputs are not permitted"}]}""", "request_rejected", "3230")]
    [InlineData(400, """{"object":"error","message":"Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length","type":"invalid_request_prompt","code":"3051"}""", "context_too_long", "3051")]
    // vLLM
    [InlineData(404, """{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","param":null,"code":404}""", "model_not_found", "NotFoundError")]
    [InlineData(400, """{"error":{"message":"This model's maximum context length is 4096 tokens. However, you requested 5000 tokens","type":"BadRequestError","param":null,"code":400}}""", "context_too_long", "BadRequestError")]
    // llama.cpp
    [InlineData(400, """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}""", "context_too_long", "exceed_context_size_error")]
    [InlineData(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "server_error", "unavailable_error")]
    // Gemini, FastAPI, LM Studio, Groq
    [InlineData(400, """[{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT"}}]""", "request_rejected", "400")]
    [InlineData(404, """{"detail":"Not Found"}""", "request_rejected", null)]
    [InlineData(400, """{"error":"Trying to keep the first 5000 tokens when context the overflows."}""", "context_too_long", null)]
    [InlineData(413, """{"error":{"message":"Request too large for model `m` on tokens per minute","type":"tokens","code":"rate_limit_exceeded"}}""", "request_rejected", "rate_limit_exceeded")]
    // Proxies
    [InlineData(502, "<html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>", "server_error", null)]
    [InlineData(404, "404 page not found", "request_rejected", null)]
    [InlineData(500, "", "server_error", null)]
    public async Task GetResponse_ErrorBody_BecomesTheTypedError(int status, string body, string code, string? serverCode)
    {
        await using var server = await ModelServer.StartAsync(status, body);
        using var client = OpenAIClient(server);

        var error = await Assert.ThrowsAnyAsync<ModelException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((code, status, serverCode, "openai", "m-1"), (error.Code, error.StatusCode, error.ServerCode, error.Provider, error.Model));
        Assert.DoesNotContain("sk-secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('<', error.Message);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_LongErrorBody_IsQuotedCut()
    {
        await using var server = await ModelServer.StartAsync(400, $$$"""{"error":{"message":"{{{new string('x', 5000)}}}"}}""");
        using var client = OpenAIClient(server);

        var error = await Assert.ThrowsAsync<ModelRequestException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.InRange(error.Message.Length, 500, 700);
    }

    [Theory]
    [InlineData("retry-after", "20", 20.0)]
    [InlineData("retry-after", "0.5", 0.5)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("retry-after", "Thu, 01 Jan 2026 00:00:07 GMT", 7.0)]
    [InlineData("retry-after", "Thu, 01 Jan 2015 00:00:00 GMT", 0.0)]
    [InlineData("retry-after", "soon", null)]
    public async Task GetResponse_RateLimited_CarriesRetryAfter(string header, string value, double? seconds)
    {
        await using var server = await ModelServer.StartAsync(429, """{"error":{"message":"slow down"}}""", headers: (header, value));
        using var client = new AgentFlow.Models.OpenAI.OpenAIChatClient("m-1", new() { BaseUrl = server.V1, Transport = new() { TimeProvider = new ManualTime() } });

        var error = await Assert.ThrowsAsync<ModelRateLimitedException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(seconds, error.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task GetResponse_UnknownModel_ListsTheNearestThatTheServerOffers()
    {
        await using var server = await ModelServer.StartAsync(async context =>
        {
            if (context.Request.Path == "/v1/models")
            {
                await context.Response.WriteAsync("""{"object":"list","data":[{"id":"whisper-1"},{"id":"m-10"},{"id":"m-2"}]}""");
                return;
            }
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync("""{"error":{"message":"The model `m-1` does not exist","code":"model_not_found"}}""");
        });
        using var client = OpenAIClient(server);

        var error = await Assert.ThrowsAsync<ModelNotFoundException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(["whisper-1", "m-10", "m-2"], error.Available);
        Assert.Contains("It offers 3; the nearest: 'm-10', 'm-2', 'whisper-1'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":{"message":"upstream failed","code":502}}""", "server_error", 502)]
    [InlineData("""{"error":{"message":"Token limit reached","code":400}}""", "request_rejected", 400)]
    [InlineData("""{"error":{"message":"slow","code":429}}""", "rate_limited", 429)]
    [InlineData("""{"object":"error","message":"engine died","type":"InternalServerError","code":500}""", "server_error", 500)]
    [InlineData("""{"error":"model runner stopped"}""", "server_error", null)]
    [InlineData("not json", "server_error", null)]
    public async Task GetStreamingResponse_ErrorInsideTheStream_IsThrownAfterWhatCameBefore(string data, string code, int? status)
    {
        await using var server = await ModelServer.StreamingAsync(Events(TextChunk("so far"), data));
        using var client = OpenAIClient(server);
        var text = "";

        var error = await Assert.ThrowsAnyAsync<ModelException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken))
                text += update.Text;
        });

        Assert.Equal((code, status), (error.Code, error.StatusCode));
        Assert.Equal("so far", text);
    }

    [Fact]
    public async Task GetStreamingResponse_EventNamedError_IsAnError()
    {
        await using var server = await ModelServer.StreamingAsync("event: error\ndata: {\"message\":\"tool_use_failed\",\"choices\":[]}\n\n");
        using var client = OpenAIClient(server);

        var error = await Assert.ThrowsAsync<ModelServerException>(() => client.ReadAsync());

        Assert.Contains("tool_use_failed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!doctype html><html><body>Sign in to the hotel's network</body></html>", "Sign in to the hotel's network")]
    [InlineData("""{"status":"ok"}""", """{"status":"ok"}""")]
    [InlineData("[]", "[]")]
    public async Task GetResponse_SuccessThatIsNoAnswer_SaysWhatCame(string body, string quoted)
    {
        await using var server = await ModelServer.StartAsync(200, body, "text/html");
        using var client = OpenAIClient(server);

        var error = await Assert.ThrowsAsync<ModelServerException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(quoted, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_NothingListens_SaysWhereAndWhatToDo()
    {
        Uri address;
        await using (var server = await ModelServer.StartAsync(200, ""))
            address = server.Url;
        using var openAI = new AgentFlow.Models.OpenAI.OpenAIChatClient("m-1", new() { BaseUrl = address });
        using var ollama = new OllamaChatClient("qwen3:8b", new() { BaseUrl = address });

        var first = await Assert.ThrowsAsync<ModelUnreachableException>(() => openAI.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));
        var second = await Assert.ThrowsAsync<ModelUnreachableException>(() => ollama.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains(address.ToString(), first.Message, StringComparison.Ordinal);
        Assert.Contains("Is the server running", first.Message, StringComparison.Ordinal);
        Assert.Contains("ollama serve", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_NoHeadWithinTheIdleTimeout_IsUnreachable()
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ModelServer.StartAsync(async context =>
        {
            asked.TrySetResult();
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            context.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        });
        using var client = new AgentFlow.Models.OpenAI.OpenAIChatClient("m-1", new() { BaseUrl = server.V1, Transport = new() { TimeProvider = time } });

        var call = client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);
        await asked.Task;
        time.Advance(TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<ModelUnreachableException>(() => call);
        Assert.Contains("nothing arrived for 300 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetResponse_AlreadyCancelled_SendsNothing()
    {
        await using var server = await ModelServer.StartAsync(200, "");
        using var client = OpenAIClient(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync([Hello], cancellationToken: new CancellationToken(true)));

        Assert.Empty(server.Requests);
    }
}
