using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Shows the model everything that was said. LangChain's memory of the same name.</summary>
public sealed class ConversationBufferMemory : IChatReducer
{
    /// <inheritdoc />
    public Task<IEnumerable<ChatMessage>> ReduceAsync(IEnumerable<ChatMessage> messages, CancellationToken cancellationToken) => Task.FromResult(messages);
}
