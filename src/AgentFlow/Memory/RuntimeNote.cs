using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// What an agent itself tells the model in the midst of a run: in the role of a user, because models listen to no other there, but no question and so
/// no beginning of an exchange.
/// </summary>
internal static class RuntimeNote
{
    private const string Mark = "agentflow.note";

    public static ChatMessage Create(string text) => new(ChatRole.User, text) { AdditionalProperties = new() { [Mark] = true } };

    public static bool Is(ChatMessage message) => message.AdditionalProperties?.ContainsKey(Mark) is true;
}
