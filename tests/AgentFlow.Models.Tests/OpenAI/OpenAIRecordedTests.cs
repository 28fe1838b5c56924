using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using static AgentFlow.Models.Tests.Chats;

namespace AgentFlow.Models.Tests.OpenAI;

/// <summary>Every recorded answer of an OpenAI-compatible server, against a straightforward reading of its JSON.</summary>
public sealed class OpenAIRecordedTests
{
    [Fact]
    public async Task GetResponse_EveryRecordedChunkFile_GivesWhatItsJsonSays()
    {
        var root = WireData.Require();
        var count = 0;

        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "vercel"), "*.chunks.txt", SearchOption.AllDirectories))
        {
            var lines = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Where(static line => line.Length > 0).ToArray();
            if (!lines[0].Contains("chat.completion.chunk", StringComparison.Ordinal))
                continue;
            await CompareAsync(file, Events(lines), lines);
            count++;
        }

        Assert.True(count >= 5, $"{count} chunk files");
    }

    [Fact]
    public async Task GetResponse_EveryRecordedBody_GivesWhatItsJsonSays()
    {
        var root = WireData.Require();
        var count = 0;

        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "vercel"), "*.json", SearchOption.AllDirectories))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("choices", out var choices)
                || choices.GetArrayLength() == 0 || !choices[0].TryGetProperty("message", out _))
                continue;
            await CompareAsync(file, text, [text]);
            count++;
        }

        Assert.True(count >= 5, $"{count} bodies");
    }

    [Fact]
    public async Task GetResponse_EveryCassette_GivesWhatItsJsonSaysOrTheRightError()
    {
        var root = WireData.Require();
        var (answers, errors) = (0, 0);

        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "cassettes"), "*.yaml", SearchOption.AllDirectories))
        {
            if (!(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Contains("/chat/completions", StringComparison.Ordinal))
                continue;
            foreach (var (status, body) in WireData.Cassette(file, "/chat/completions"))
            {
                var chunks = body.StartsWith('{') ? [body] : Data(body);
                if (status == 200 && chunks.All(static chunk => JsonDocument.Parse(chunk).RootElement.TryGetProperty("choices", out _) && !HasError(chunk)))
                {
                    await CompareAsync(file, body, chunks);
                    answers++;
                    continue;
                }
                await using var server = await ModelServer.StartAsync(status, body);
                using var client = OpenAIClient(server);
                var error = await Assert.ThrowsAnyAsync<ModelException>(() => client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken));
                var expected = status switch
                {
                    429 => "rate_limited",
                    404 => "model_not_found",
                    400 => "request_rejected",
                    _ => error.StatusCode is >= 400 and < 500 ? "request_rejected" : "server_error",
                };
                Assert.True(expected == error.Code, $"{file}: {error.Message}");
                errors++;
            }
        }

        Assert.True(answers >= 50 && errors >= 5, $"{answers} answers, {errors} errors");
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers} answers, {errors} errors");
    }

    private static bool HasError(string chunk) => JsonDocument.Parse(chunk).RootElement.TryGetProperty("error", out var error) && error.ValueKind != JsonValueKind.Null;

    private static string[] Data(string body) =>
        [.. body.Split('\n').Where(static line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(static line => line["data: ".Length..])];

    private static async Task CompareAsync(string file, string body, string[] chunks)
    {
        var bytes = body.Utf8();
        var half = bytes.Length / 2;
        using var client = OpenAIClient(ScriptedHttp.Client(bytes[..half], bytes[half..]));

        var response = await client.GetResponseAsync([Hello], cancellationToken: TestContext.Current.CancellationToken);

        var contents = response.Messages.SelectMany(static message => message.Contents).ToList();
        var expected = Expected.Of(chunks);
        Assert.True(expected.Text == string.Concat(contents.OfType<TextContent>().Select(static c => c.Text)), file);
        Assert.True(expected.Reasoning == string.Concat(contents.OfType<TextReasoningContent>().Select(static c => c.Text)), $"{file} reasoning");
        Assert.Equal(expected.Calls, contents.OfType<FunctionCallContent>().Select(static c => (c.Name, ((AgentFlow.Tools.JsonArguments)c.Arguments!).Original.GetRawText())));
        Assert.All(contents.OfType<FunctionCallContent>(), static call => Assert.NotEmpty(call.CallId));
        Assert.Equal(expected.Finish, response.FinishReason?.Value);
        Assert.Equal(expected.InputTokens, response.Usage?.InputTokenCount);
        Assert.Equal(expected.OutputTokens, response.Usage?.OutputTokenCount);
        Assert.Equal(expected.Model, response.ModelId);
    }

    /// <summary>The oracle: concatenates what the JSON says, with the document reader.</summary>
    private sealed class Expected
    {
        private readonly StringBuilder _text = new();
        private readonly StringBuilder _reasoning = new();
        private readonly SortedDictionary<int, (string Name, StringBuilder Arguments)> _calls = [];

        public string Text => _text.ToString();
        public string Reasoning => _reasoning.ToString();
        public IEnumerable<(string Name, string Arguments)> Calls => _calls.Values.Select(static call => (call.Name, call.Arguments.Length == 0 ? "{}" : call.Arguments.ToString()));
        public string? Finish { get; private set; }
        public string? Model { get; private set; }
        public long? InputTokens { get; private set; }
        public long? OutputTokens { get; private set; }

        public static Expected Of(string[] chunks)
        {
            var expected = new Expected();
            foreach (var chunk in chunks)
                expected.Add(JsonDocument.Parse(chunk).RootElement);
            return expected;
        }

        private void Add(JsonElement chunk)
        {
            Model ??= chunk.TryGetProperty("model", out var model) ? model.GetString() : null;
            if (chunk.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
                (InputTokens, OutputTokens) = (usage.GetProperty("prompt_tokens").GetInt64(), usage.TryGetProperty("completion_tokens", out var output) ? output.GetInt64() : null);
            foreach (var choice in chunk.GetProperty("choices").EnumerateArray())
            {
                var delta = choice.TryGetProperty("delta", out var part) ? part : choice.GetProperty("message");
                if (delta.TryGetProperty("content", out var content))
                    AddContent(content);
                foreach (var name in new[] { "reasoning_content", "reasoning" })
                {
                    if (delta.TryGetProperty(name, out var reasoning) && reasoning.ValueKind == JsonValueKind.String && reasoning.GetString() is { Length: > 0 } text)
                    {
                        _reasoning.Append(text);
                        break;
                    }
                }
                if (delta.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
                    AddCalls(calls);
                if (choice.TryGetProperty("finish_reason", out var finish) && finish.GetString() is { } reason)
                    Finish = reason;
            }
        }

        private void AddContent(JsonElement content)
        {
            if (content.ValueKind == JsonValueKind.String)
                _text.Append(content.GetString());
            if (content.ValueKind != JsonValueKind.Array)
                return;
            foreach (var part in content.EnumerateArray())
            {
                if (part.TryGetProperty("text", out var text))
                    _text.Append(text.GetString());
                if (part.TryGetProperty("thinking", out var thinking))
                {
                    foreach (var thought in thinking.EnumerateArray())
                        _reasoning.Append(thought.GetProperty("text").GetString());
                }
            }
        }

        private void AddCalls(JsonElement calls)
        {
            var position = 0;
            foreach (var call in calls.EnumerateArray())
            {
                var index = call.TryGetProperty("index", out var number) ? number.GetInt32() : position;
                position++;
                var function = call.GetProperty("function");
                if (!_calls.ContainsKey(index))
                    _calls[index] = (function.GetProperty("name").GetString()!, new());
                _calls[index].Arguments.Append(function.GetProperty("arguments").GetString());
            }
        }
    }
}
