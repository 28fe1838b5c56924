using System.Collections.Concurrent;
using AgentFlow.Testing;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents.Strategies;

/// <summary>A model that answers by what it is shown, so that it says the same whoever resumes the run; the first rule that fits counts.</summary>
internal sealed class RuleModel : IChatClient
{
    private readonly List<(Func<ScriptedRequest, bool> Fits, Func<ScriptedRequest, IEnumerable<AIContent>> Answer)> _rules = [];
    private readonly ConcurrentQueue<ScriptedRequest> _requests = new();

    public IReadOnlyList<ScriptedRequest> Requests => [.. _requests];

    public RuleModel When(string text, string answer) => When(r => r.LastText.Contains(text, StringComparison.Ordinal), _ => [new TextContent(answer)]);

    public RuleModel Calls(string text, string tool, string arguments) =>
        When(r => r.LastText.Contains(text, StringComparison.Ordinal) && r.Messages[^1].Role != ChatRole.Tool, _ => [ScriptedChatClient.Call(tool, arguments, "call_1")]);

    public RuleModel When(Func<ScriptedRequest, bool> fits, Func<ScriptedRequest, IEnumerable<AIContent>> answer)
    {
        _rules.Add((fits, answer));
        return this;
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new ScriptedRequest { Messages = [.. messages], Options = options?.Clone() };
        _requests.Enqueue(request);
        var rule = _rules.Find(r => r.Fits(request));
        if (rule.Answer is null)
            throw new InvalidOperationException($"No rule fits: {request.LastText}");
        List<ChatResponseUpdate> updates = [.. rule.Answer(request).Select(c => new ChatResponseUpdate(ChatRole.Assistant, [c]))];
        updates.Add(new ChatResponseUpdate { Contents = [new UsageContent(new UsageDetails { TotalTokenCount = 10 })], FinishReason = ChatFinishReason.Stop });
        return ScriptedChatClient.Updates(updates);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
