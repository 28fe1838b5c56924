using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests.OpenAI;

public sealed class OpenAIStreamTests
{
    private static readonly string Rich = ": keep-alive\r\n\r\nevent: message\r\ndata: {\"id\":\"r1\",\"model\":\"m-1\",\"created\":1700000000,\r\ndata: \"choices\":[{\"delta\":{\"role\":\"assistant\",\"reasoning_content\":\"hm… \"}}]}\r\n\r\n"
        + "data:" + TextChunk("Grüße, ") + "\n\n"
        + "data: " + TextChunk("\"Welt\" \U0001F30D\n") + "\r\r"
        + ": comment\n"
        + """data: {"choices":[{"index":0,"delta":{"content":"\ud83d\ude00 ok"}}]}""" + "\n\n"
        + """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"find","arguments":""}}]}}]}""" + "\n\n"
        + """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"q\":\"\u00e4"}}]}}]}""" + "\n\n"
        + """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"}"}}]}}]}""" + "\n\n"
        + """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"stop","arguments":"{}"}}]}}]}""" + "\n\n"
        + """data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""" + "\n\n"
        + """data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12,"prompt_tokens_details":{"cached_tokens":3},"completion_tokens_details":{"reasoning_tokens":2}}}""" + "\n\n"
        + "data: [DONE]\n\n";

    private const string RichMeaning = "reasoning: hm… \ntext: Grüße, \"Welt\" \U0001F30D\n\U0001F600 ok\ncall: c1 find {\"q\":\"ä\"}\ncall: c2 stop {}\nfinish: tool_calls\nusage: 7/5/3/2";

    [Fact]
    public async Task GetStreamingResponse_CutAtEveryByte_GivesTheSame()
    {
        var bytes = Rich.Utf8();

        for (var cut = 1; cut <= bytes.Length; cut++)
        {
            using var client = OpenAIClient(ScriptedHttp.Client(bytes[..cut], bytes[cut..]));
            Assert.Equal(RichMeaning, Describe(await client.ReadAsync()));
        }
    }

    [Fact]
    public async Task GetStreamingResponse_OneByteAtATime_GivesTheSame()
    {
        using var client = OpenAIClient(ScriptedHttp.Client(Rich.Utf8().Select(static b => new[] { b }).ToArray()));

        Assert.Equal(RichMeaning, Describe(await client.ReadAsync()));
    }

    [Fact]
    public async Task GetStreamingResponse_ChunksArrivedTogether_AreOneUpdateWithOneText()
    {
        var body = Events([.. Enumerable.Range(0, 100).Select(static i => TextChunk($"w{i} ")), StopChunk]);
        using var client = OpenAIClient(ScriptedHttp.Client(body.Utf8()[..8000], body.Utf8()[8000..]));

        var updates = await client.ReadAsync();

        Assert.True(updates.Count <= 4, $"{updates.Count} updates");
        Assert.Equal(string.Concat(Enumerable.Range(0, 100).Select(static i => $"w{i} ")), string.Concat(updates.Select(static u => u.Text)));
        Assert.All(updates, static update => Assert.Same("r1", string.Intern(update.ResponseId!)));
        Assert.All(updates, static update => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), update.CreatedAt));
        Assert.Same(updates[0].ModelId, updates[^1].ModelId);
    }

    [Fact]
    public async Task GetStreamingResponse_ChunksArrivedApart_AreYieldedAsTheyCome()
    {
        var pieces = new[] { "a", "b", "c" }.Select(static text => $"data: {TextChunk(text)}\n\n".Utf8()).Append(Events(StopChunk).Utf8()).ToArray();
        using var client = OpenAIClient(ScriptedHttp.Client(pieces));

        var updates = await client.ReadAsync();

        Assert.Equal(["a", "b", "c", ""], updates.Select(static update => update.Text));
    }

    [Fact]
    public async Task GetStreamingResponse_SurrogatePairInTwoChunks_IsJoined()
    {
        string[] chunks = ["""{"choices":[{"delta":{"content":"a\ud83d"}}]}""", """{"choices":[{"delta":{"content":"\ude00b"}}]}""", StopChunk];
        using var client = OpenAIClient(ScriptedHttp.Client(chunks.Select(static chunk => $"data: {chunk}\n\n".Utf8()).ToArray()));

        var updates = await client.ReadAsync();

        Assert.Equal("a\U0001F600b", string.Concat(updates.Select(static update => update.Text)));
        Assert.Equal("a", updates[0].Text);
    }

    [Theory]
    [InlineData("data: {0}\ndata: {1}\ndata: [DONE]\n")]
    [InlineData("data: {0}\n\ndata: {1}")]
    [InlineData("data: {0}\ndata: {1}")]
    [InlineData("\uFEFFdata: {0}\n\ndata: {1}\n\n")]
    [InlineData("data:{0}\r\rdata:{1}\r\rdata:[DONE]\r\r")]
    [InlineData("id: 1\nretry: 5\nunknown\ndata: {0}\n\nevent: done\ndata: {1}\n\n: bye\n\n")]
    public async Task GetStreamingResponse_LooseFraming_IsRead(string form)
    {
        var body = form.Replace("{0}", TextChunk("x"), StringComparison.Ordinal).Replace("{1}", StopChunk, StringComparison.Ordinal);
        using var client = OpenAIClient(ScriptedHttp.Client(body.Utf8()));

        Assert.Equal("text: x\nfinish: stop", Describe(await client.ReadAsync()));
    }

    [Fact]
    public async Task GetStreamingResponse_UsageInEveryChunk_CountsTheLast()
    {
        var body = Events(
            """{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":4,"completion_tokens":1}}""",
            """{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":4,"completion_tokens":2}}""");
        using var client = OpenAIClient(ScriptedHttp.Client(body.Utf8()));

        var response = await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal((4, 2), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task GetStreamingResponse_Refusal_IsAnErrorContent()
    {
        var body = Events("""{"choices":[{"delta":{"refusal":"I can"}}]}""", """{"choices":[{"delta":{"refusal":"not."},"finish_reason":"stop"}]}""");
        using var client = OpenAIClient(ScriptedHttp.Client(body.Utf8()));

        Assert.Equal("finish: stop\nerror: Refusal I cannot.", Describe(await client.ReadAsync()));
    }

    [Fact]
    public async Task GetResponse_ServerThatDoesNotStream_IsRead()
    {
        await using var server = await ModelServer.StartAsync(200, """
            {
              "id": "x1", "model": "m-2", "created": 1700000001,
              "choices": [ { "index": 0, "finish_reason": "tool_calls", "message": { "role": "assistant", "content": null, "reasoning": "r", "reasoning_content": "r",
                "tool_calls": [ { "id": "c1", "type": "function", "function": { "name": "f", "arguments": { "a": [1, "x"] } } } ] } } ],
              "usage": { "prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3 }
            }
            """);
        using var client = OpenAIClient(server);

        var response = await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(("x1", "m-2", ChatFinishReason.ToolCalls), (response.ResponseId, response.ModelId, response.FinishReason));
        var message = Assert.Single(response.Messages);
        Assert.Equal("r", Assert.IsType<TextReasoningContent>(message.Contents[0]).Text);
        var call = Assert.IsType<FunctionCallContent>(message.Contents[1]);
        Assert.Equal("""{ "a": [1, "x"] }""", ((AgentFlow.Tools.JsonArguments)call.Arguments!).Original.GetRawText());
    }

    [Fact]
    public async Task GetStreamingResponse_Cancelled_ClosesTheConnection()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ModelServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => closed.TrySetResult());
            context.Response.ContentType = "text/event-stream";
            await context.Response.Body.WriteAsync($"data: {TextChunk("one")}\n\n".Utf8());
            await context.Response.Body.FlushAsync();
            await closed.Task;
        });
        using var client = OpenAIClient(server);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([Hello], cancellationToken: cancellation.Token))
            {
                Assert.Equal("one", update.Text);
                await cancellation.CancelAsync();
            }
        });

        Assert.Equal(cancellation.Token, error.CancellationToken);
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task GetStreamingResponse_EnumerationAbandoned_ClosesTheConnection()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ModelServer.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => closed.TrySetResult());
            await context.Response.Body.WriteAsync($"data: {TextChunk("one")}\n\n".Utf8());
            await context.Response.Body.FlushAsync();
            await closed.Task;
        });
        using var client = OpenAIClient(server);

        await foreach (var _ in client.GetStreamingResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken))
            break;

        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task GetStreamingResponse_SilenceBetweenChunks_IsInterrupted()
    {
        var time = new ManualTime();
        var stream = new ScriptedStream([$"data: {TextChunk("one")}\n\n".Utf8()], staysOpen: true);
        using var client = OpenAIClient(ScriptedHttp.Client(() => stream), time);
        var updates = client.GetStreamingResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await updates.MoveNextAsync());

        time.Advance(TimeSpan.FromHours(1));
        var next = updates.MoveNextAsync();
        await stream.Waiting;
        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ModelStreamInterruptedException>(async () => await next);
        Assert.Contains("nothing arrived for 300 s", error.Message, StringComparison.Ordinal);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task GetStreamingResponse_SocketAborted_YieldsWhatCameThenThrows()
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await ModelServer.StartAsync(async context =>
        {
            await context.Response.Body.WriteAsync($"data: {TextChunk("half an ans")}\n\ndata: {{\"choices\":[{{\"del".Utf8());
            await context.Response.Body.FlushAsync();
            await read.Task;
            context.Abort();
        });
        using var client = OpenAIClient(server);
        var text = new StringBuilder();

        var error = await Assert.ThrowsAsync<ModelStreamInterruptedException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken))
            {
                text.Append(update.Text);
                read.TrySetResult();
            }
        });

        Assert.Equal("half an ans", text.ToString());
        Assert.Equal(("stream_interrupted", "openai", "m-1"), (error.Code, error.Provider, error.Model));
    }

    [Theory]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"ab\"}}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"ab\"}}]}\n\ndata: {\"choi")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\"}}]}}]}\n\n")]
    [InlineData("")]
    [InlineData("{\"choices\":[{\"mess")]
    public async Task GetStreamingResponse_BodyEndsEarly_IsInterrupted(string body)
    {
        using var client = OpenAIClient(ScriptedHttp.Client(body.Utf8()));
        var calls = 0;

        await Assert.ThrowsAsync<ModelStreamInterruptedException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken))
                calls += update.Contents.OfType<FunctionCallContent>().Count();
        });

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task GetStreamingResponse_CutInsideACharacter_IsInterruptedAndKeepsTheRest()
    {
        var bytes = $"data: {TextChunk("gut")}\n\ndata: {{\"choices\":[{{\"delta\":{{\"content\":\"Gr\u00fc".Utf8();
        using var client = OpenAIClient(ScriptedHttp.Client(bytes[..^1]));
        var text = new StringBuilder();

        await Assert.ThrowsAsync<ModelStreamInterruptedException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken))
                text.Append(update.Text);
        });

        Assert.Equal("gut", text.ToString());
    }

    [Fact]
    public async Task GetStreamingResponse_TwoHundredStreamsOfOneClient_DoNotMix()
    {
        await using var server = await ModelServer.StartAsync(async context =>
        {
            var question = ModelServer.BodyOf(context).GetProperty("messages")[0].GetProperty("content").GetString();
            await context.Response.WriteAsync(Events([.. Enumerable.Repeat(TextChunk($"{question} "), 20), StopChunk]));
        });
        using var client = OpenAIClient(server);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
            (await client.GetResponseAsync([new(ChatRole.User, $"q{i}")], cancellationToken: TestContext.Current.CancellationToken)).Text));

        Assert.Equal(Enumerable.Range(0, 200).Select(static i => string.Concat(Enumerable.Repeat($"q{i} ", 20))), answers);
    }

    [Fact]
    public async Task GetStreamingResponse_RandomChunksOfOneShape_GiveTheTextAndArgumentsWritten()
    {
        var random = new Random(20260102);
        string[] atoms = ["a", " word", "\"", "\\", "\n", "\t", "ü", "\U0001F600", ",\"obfuscation\":\"x\"}", "\"}", "\u0001", "/", "{}", "[DONE]", "data: "];

        for (var round = 0; round < 200; round++)
        {
            var text = new StringBuilder();
            var arguments = new StringBuilder();
            var chunks = new List<string> { """{"id":"r1","choices":[{"delta":{"tool_calls":[{"index":0,"id":"c1","function":{"name":"f","arguments":""}}]}}]}""" };
            for (var i = 0; i < 30; i++)
            {
                var piece = string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => atoms[random.Next(atoms.Length)]));
                var isText = i < 15;
                (isText ? text : arguments).Append(piece);
                chunks.Add(Chunk(piece, isText, random));
            }
            // Text first, so that the call's deltas follow one another.
            chunks = [.. chunks[1..16], chunks[0], .. chunks[16..]];
            using var client = OpenAIClient(ScriptedHttp.Client(Events([.. chunks, StopChunk]).Utf8()));

            var contents = (await client.ReadAsync()).SelectMany(static update => update.Contents).ToList();

            Assert.Equal(text.ToString(), string.Concat(contents.OfType<TextContent>().Select(static content => content.Text)));
            var call = Assert.Single(contents.OfType<FunctionCallContent>());
            var raw = call.Arguments is AgentFlow.Tools.JsonArguments parsed ? parsed.Original.GetRawText() : call.AdditionalProperties![AgentFlow.Tools.JsonArguments.RawTextKey]!.ToString();
            Assert.Equal(arguments.Length == 0 || string.IsNullOrWhiteSpace(arguments.ToString()) ? "{}" : arguments.ToString().Trim(), raw!.Trim());
        }
    }

    private static string Chunk(string piece, bool isText, Random random)
    {
        var json = random.Next(2) == 0
            ? System.Text.Json.JsonSerializer.Serialize(piece)
            : $"\"{System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(piece)}\"";
        var delta = isText ? $$"""{"content":{{json}}}""" : $$$"""{"tool_calls":[{"index":0,"function":{"arguments":{{{json}}}}}]}""";
        var padding = random.Next(3) switch { 0 => "", 1 => ",\"obfuscation\":\"abc\"", _ => ",\"obfuscation\":\"zz9\"" };
        return $$$"""{"id":"r1","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":null}]{{{padding}}}}""";
    }
}
