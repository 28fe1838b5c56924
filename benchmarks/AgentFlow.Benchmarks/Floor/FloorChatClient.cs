using System.Runtime.CompilerServices;
using AgentFlow.Memory;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Floor;

/// <summary>
/// The floor's own request and parser as an <see cref="IChatClient"/>: an agent over it shows what the agent costs, apart from its backend.
/// Knows only what the benchmarks send.
/// </summary>
internal sealed class FloorChatClient(HttpClient http, Uri endpoint) : IChatClient
{
    private readonly Uri _completions = new(endpoint + "/chat/completions");
    private readonly ConditionalWeakTable<object, Kept> _kept = [];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var log = (MessageLog)messages;
        using var request = Wire.Request(_completions, _kept.GetOrCreateValue(log.Lineage).Take(log));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new SseReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var answer = new Answer();
        do
        {
            if (Merge(reader, answer) is { } text)
                yield return new ChatResponseUpdate { Role = ChatRole.Assistant, Contents = [new TextContent(text)] };
        }
        while (await reader.FillAsync(cancellationToken));
        yield return End(answer);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>What has arrived, as one piece.</summary>
    private static string? Merge(SseReader reader, Answer answer)
    {
        string? first = null;
        System.Text.StringBuilder? all = null;
        while (reader.TryRead(out var data))
        {
            if (answer.Add(data) is not { } piece)
                continue;
            if (first is null)
                first = piece;
            else
                (all ??= new(first, 256)).Append(piece);
        }
        return all?.ToString() ?? first;
    }

    private static ChatResponseUpdate End(Answer answer)
    {
        List<AIContent> contents = [];
        foreach (var call in answer.Calls)
            contents.Add(new FunctionCallContent(call.Id, call.Name, JsonArguments.Parse(call.Arguments.WrittenSpan)));
        contents.Add(new UsageContent(new UsageDetails { InputTokenCount = answer.InputTokens, OutputTokenCount = answer.OutputTokens }));
        return new ChatResponseUpdate { Role = ChatRole.Assistant, Contents = contents, ModelId = Wire.Model, FinishReason = ChatFinishReason.Stop };
    }

    /// <summary>The bytes of one lineage, and where each message ends.</summary>
    private sealed class Kept
    {
        private readonly Lock _gate = new();
        private readonly Transcript _transcript = new();
        private readonly List<int> _ends = [];

        public ReadOnlyMemory<byte> Take(MessageLog log)
        {
            lock (_gate)
            {
                for (var i = _ends.Count; i < log.Count; i++)
                {
                    Write(log[i]);
                    _ends.Add(_transcript.Bytes.Length);
                }
                return _transcript.Bytes[.._ends[log.Count - 1]];
            }
        }

        private void Write(ChatMessage message)
        {
            if (message.Role == ChatRole.Tool)
            {
                foreach (var result in message.Contents.OfType<FunctionResultContent>())
                    _transcript.AddResult(result.CallId, result.Result?.ToString());
                return;
            }
            _transcript.Begin(message.Role.Value);
            _transcript.WriteContent(message.Text);
            var calls = message.Contents.OfType<FunctionCallContent>().ToList();
            if (calls.Count > 0)
            {
                _transcript.BeginCalls();
                foreach (var call in calls)
                    _transcript.AddCall(call.CallId, call.Name, System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(((JsonArguments)call.Arguments!).Original));
                _transcript.EndCalls();
            }
            _transcript.End();
        }
    }
}
