using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents.Planning;

/// <summary>A server that breaks down when it is given the results of tools.</summary>
internal sealed class FailingOnResults(Func<bool> isDown, IChatClient inner) : DelegatingChatClient(inner)
{
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        messages.Last().Role == ChatRole.Tool && isDown() ? throw new HttpRequestException("The server is down.") : base.GetStreamingResponseAsync(messages, options, cancellationToken);
}
