using System.Runtime.CompilerServices;
using AgentFlow.Memory;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.CodeModeRuns;

/// <summary>A model that makes the calls of a plan, round by round, and then answers; it counts what it is sent and what it writes.</summary>
internal sealed class PlannedModel(PromptTokenCounter counter, IReadOnlyList<IReadOnlyList<(string Tool, string Arguments)>> rounds, string answer) : IChatClient
{
    public int Calls { get; private set; }

    public long Sent { get; private set; }

    public long Written { get; private set; }

    /// <summary>The result of the last tool that the model was shown.</summary>
    public string LastResult { get; private set; } = "";

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        List<ChatMessage> all = [.. messages];
        Sent += counter.Count(all, options);
        LastResult = all[^1].Contents.OfType<FunctionResultContent>().LastOrDefault()?.Result?.ToString() ?? "";
        List<AIContent> contents = Calls < rounds.Count
            ? [.. rounds[Calls].Select((c, i) => ScriptedChatClient.Call(c.Tool, c.Arguments, $"call_{Calls}_{i}"))]
            : [new TextContent(answer)];
        Calls++;
        Written += counter.Count(new ChatMessage(ChatRole.Assistant, contents));
        yield return new ChatResponseUpdate(ChatRole.Assistant, contents);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
