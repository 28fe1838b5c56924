using AgentFlow.Agents;
using AgentFlow.Benchmarks.Floor;
using AgentFlow.Benchmarks.Http;
using AgentFlow.Memory;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Agents;

/// <summary>AgentFlow as its users have it: an agent with a tool and a journal in memory, over any client.</summary>
internal sealed class AgentContender : IContender
{
    private readonly InMemoryJournal _journal = new();
    private readonly Agent _agent;

    public AgentContender(IChatClient client) => _agent = new Agent(client, new AgentOptions
    {
        Tools = [Tool.Create((int a, int b) => a + b, Wire.ToolName, Wire.ToolDescription, ToolEffect.Pure)],
        Journal = _journal,
    });

    public async Task<string> RunAsync(string question, CancellationToken cancellationToken) =>
        (await _agent.RunAsync(question, cancellationToken: cancellationToken)).Text;

    public async Task<int> StreamAsync(string question, CancellationToken cancellationToken)
    {
        var length = 0;
        await foreach (var e in _agent.StreamAsync(question, cancellationToken: cancellationToken))
            length += e is TextDelta delta ? delta.Text.Length : 0;
        return length;
    }

    public async Task<IConversation> BeginAsync(IReadOnlyList<string> history, CancellationToken cancellationToken)
    {
        var sessionId = Guid.NewGuid().ToString("n");
        ChatMessage[] messages = [.. history.Select((text, i) => new ChatMessage(i % 2 == 0 ? ChatRole.User : ChatRole.Assistant, text))];
        if (messages.Length > 0)
            await _journal.Sessions.AppendAsync(new SessionAppend { SessionId = sessionId, ExpectedVersion = 0, Messages = messages }, cancellationToken);
        return new Conversation(_agent, sessionId);
    }

    private sealed class Conversation(Agent agent, string sessionId) : IConversation
    {
        public async Task<string> TurnAsync(string text, CancellationToken cancellationToken) => (await agent.RunAsync(text, sessionId, cancellationToken)).Text;

        public void Dispose()
        {
        }
    }
}
