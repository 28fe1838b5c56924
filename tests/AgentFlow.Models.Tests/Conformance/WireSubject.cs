using System.Text;
using System.Text.Json;
using AgentFlow.Models.Ollama;
using AgentFlow.Models.OpenAI;
using AgentFlow.Testing.Conformance;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Conformance;

/// <summary>A backend that talks to a server on the loopback interface, whose answers are written as its protocol has them.</summary>
internal abstract class WireSubject : ChatClientSubject
{
    private readonly List<IAsyncDisposable> _open = [];

    public override ValueTask<IChatClient?> AnsweringAsync(string text) => ServeAsync(context => AnswerAsync(context, text));

    public override ValueTask<IChatClient?> CallingAsync(string tool, string arguments) => ServeAsync(context => CallAsync(context, tool, arguments));

    public override ValueTask<IChatClient?> HangingAsync() => ServeAsync(static async context =>
    {
        var ended = new TaskCompletionSource();
        await using var registration = context.RequestAborted.Register(ended.SetResult);
        await ended.Task;
    });

    public override ValueTask<IChatClient?> FailingAsync() => ServeAsync(static context => WriteAsync(context, 400, "application/json", """{"error":{"message":"no such thing","type":"invalid_request_error"}}"""));

    public override async ValueTask DisposeAsync()
    {
        foreach (var server in _open)
            await server.DisposeAsync();
    }

    protected abstract IChatClient Create(ModelServer server);

    protected abstract Task AnswerAsync(HttpContext context, string text);

    protected abstract Task CallAsync(HttpContext context, string tool, string arguments);

    protected static string Json(string text) => JsonSerializer.Serialize(text);

    protected static bool IsStreamed(HttpContext context) => ModelServer.BodyOf(context).TryGetProperty("stream", out var stream) && stream.GetBoolean();

    protected static async Task WriteAsync(HttpContext context, int status, string type, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        // In small pieces, so that characters are cut in the middle.
        foreach (var piece in Encoding.UTF8.GetBytes(body).Chunk(7))
        {
            await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.FlushAsync();
        }
    }

    private async ValueTask<IChatClient?> ServeAsync(RequestDelegate answer)
    {
        var server = await ModelServer.StartAsync(answer);
        _open.Add(server);
        return Create(server);
    }
}

internal sealed class OpenAISubject : WireSubject
{
    protected override IChatClient Create(ModelServer server) => new OpenAIChatClient("m-1", new() { BaseUrl = server.V1, ApiKey = "sk-secret" });

    protected override Task AnswerAsync(HttpContext context, string text) => IsStreamed(context)
        ? WriteAsync(context, 200, "text/event-stream", Chats.Events(Chats.TextChunk(text), Chats.StopChunk))
        : WriteAsync(context, 200, "application/json", Whole($$"""{"role":"assistant","content":{{Json(text)}}}""", "stop"));

    protected override Task CallAsync(HttpContext context, string tool, string arguments)
    {
        var call = $$$"""{"index":0,"id":"c1","type":"function","function":{"name":{{{Json(tool)}}},"arguments":{{{Json(arguments)}}}}}""";
        return IsStreamed(context)
            ? WriteAsync(context, 200, "text/event-stream", Chats.Events($$$"""{"id":"r1","choices":[{"index":0,"delta":{"tool_calls":[{{{call}}}]}}]}""", """{"id":"r1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"""))
            : WriteAsync(context, 200, "application/json", Whole($$"""{"role":"assistant","content":null,"tool_calls":[{{call}}]}""", "tool_calls"));
    }

    private static string Whole(string message, string reason) =>
        $$$"""{"id":"r1","object":"chat.completion","created":1700000000,"model":"m-1","choices":[{"index":0,"message":{{{message}}},"finish_reason":"{{{reason}}}"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}""";
}

internal sealed class OllamaSubject : WireSubject
{
    protected override IChatClient Create(ModelServer server) => new OllamaChatClient("m-1", new() { BaseUrl = server.Url });

    protected override Task AnswerAsync(HttpContext context, string text) => LinesAsync(context, $$"""{"role":"assistant","content":{{Json(text)}}}""");

    protected override Task CallAsync(HttpContext context, string tool, string arguments) =>
        LinesAsync(context, $$$"""{"role":"assistant","content":"","tool_calls":[{"function":{"name":{{{Json(tool)}}},"arguments":{{{arguments}}}}}]}""");

    private static Task LinesAsync(HttpContext context, string message)
    {
        const string Start = """{"model":"m-1","created_at":"2026-01-02T03:04:05Z",""";
        const string End = """ "done":true,"done_reason":"stop","total_duration":5,"prompt_eval_count":3,"eval_count":2}""";
        return IsStreamed(context)
            ? WriteAsync(context, 200, "application/x-ndjson", $"{Start}\"message\":{message},\"done\":false}}\n{Start}\"message\":{{\"role\":\"assistant\",\"content\":\"\"}},{End}\n")
            : WriteAsync(context, 200, "application/json", $"{Start}\"message\":{message},{End}");
    }
}

internal sealed class AnthropicSubject : WireSubject
{
    protected override IChatClient Create(ModelServer server) => ModelClient.Create("anthropic/claude-x", new ModelClientOptions { BaseUrl = server.Url, ApiKey = "secret" });

    protected override Task AnswerAsync(HttpContext context, string text) =>
        BlockAsync(context, $$"""{"type":"text","text":{{Json(text)}}}""", """{"type":"text","text":""}""", $$"""{"type":"text_delta","text":{{Json(text)}}}""", "end_turn");

    protected override Task CallAsync(HttpContext context, string tool, string arguments) => BlockAsync(
        context,
        $$"""{"type":"tool_use","id":"toolu_1","name":{{Json(tool)}},"input":{{arguments}}}""",
        $$$"""{"type":"tool_use","id":"toolu_1","name":{{{Json(tool)}}},"input":{}}""",
        $$"""{"type":"input_json_delta","partial_json":{{Json(arguments)}}}""",
        "tool_use");

    private static Task BlockAsync(HttpContext context, string whole, string start, string delta, string reason)
    {
        if (!IsStreamed(context))
            return WriteAsync(context, 200, "application/json", $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{{{whole}}}],"stop_reason":"{{{reason}}}","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}""");
        string[] events =
        [
            """{"type":"message_start","message":{"model":"claude-x","id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":1}}}""",
            $$"""{"type":"content_block_start","index":0,"content_block":{{start}}}""",
            $$"""{"type":"content_block_delta","index":0,"delta":{{delta}}}""",
            """{"type":"content_block_stop","index":0}""",
            $$$"""{"type":"message_delta","delta":{"stop_reason":"{{{reason}}}","stop_sequence":null},"usage":{"output_tokens":2}}""",
            """{"type":"message_stop"}""",
        ];
        return WriteAsync(context, 200, "text/event-stream", string.Concat(events.Select(static e => $"event: {JsonElement.Parse(e).GetProperty("type").GetString()}\ndata: {e}\n\n")));
    }
}
