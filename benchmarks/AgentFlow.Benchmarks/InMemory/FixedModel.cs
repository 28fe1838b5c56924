using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.InMemory;

/// <summary>
/// A model in memory that costs as good as nothing: updates that were made beforehand, chosen by the number of tool results behind the last
/// user message. It does not look at the rest of the history, so that what grows with it would be the agent's.
/// </summary>
internal sealed class FixedModel : IChatClient
{
    public const string FinalText = "The sum of all that is 55.";

    private readonly ChatResponseUpdate[][] _lines;

    public FixedModel(int toolTurns) => _lines =
    [
        .. Enumerable.Range(1, toolTurns).Select(turn => (ChatResponseUpdate[])
        [
            new(ChatRole.Assistant, [new FunctionCallContent($"call_{turn}", "add", JsonArguments.Parse(System.Text.Encoding.UTF8.GetBytes($$"""{"a":{{turn}},"b":1}""")))]),
            Usage(ChatFinishReason.ToolCalls),
        ]),
        [new(ChatRole.Assistant, FinalText), Usage(ChatFinishReason.Stop)],
    ];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var log = (IReadOnlyList<ChatMessage>)messages;
        var results = 0;
        for (var i = log.Count - 1; log[i].Role != ChatRole.User; i--)
            results += log[i].Role == ChatRole.Tool ? 1 : 0;
        return new Updates(_lines[results]);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static ChatResponseUpdate Usage(ChatFinishReason reason) => new()
    {
        Contents = [new UsageContent(new UsageDetails { InputTokenCount = 120, OutputTokenCount = 18, TotalTokenCount = 138 })],
        FinishReason = reason,
        ModelId = "fixed",
    };

    private sealed class Updates(ChatResponseUpdate[] updates) : IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
    {
        private int _at = -1;

        public ChatResponseUpdate Current => updates[_at];

        public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync() => ValueTask.FromResult(++_at < updates.Length);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
