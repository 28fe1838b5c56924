using System.Text;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Storage;

/// <summary>A model that calls a tool again and again and then answers, with arguments made as they are needed.</summary>
internal sealed class StorageModel(int steps, Func<int, string> say, int argumentBytes, int answerBytes) : IChatClient
{
    private readonly Random _ids = new(3);
    private int _step;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var usage = new UsageContent(new UsageDetails { InputTokenCount = 300 + (_step * 150), OutputTokenCount = 40, TotalTokenCount = 340 + (_step * 150) });
        if (_step++ < steps)
        {
            var arguments = JsonArguments.Parse(Encoding.UTF8.GetBytes($$"""{"q":"{{say(Math.Max(1, argumentBytes - 8))}}"}"""));
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent($"call_{Id()}", "search", arguments), usage]) { ModelId = "gpt-4o-mini-2024-07-18", FinishReason = ChatFinishReason.ToolCalls };
        }
        else
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextContent(say(answerBytes)), usage]) { ModelId = "gpt-4o-mini-2024-07-18", FinishReason = ChatFinishReason.Stop };
        }
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>An id as a provider makes them.</summary>
    private string Id() => string.Create(24, _ids, (span, random) =>
    {
        foreach (ref var c in span)
            c = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[random.Next(62)];
    });
}
