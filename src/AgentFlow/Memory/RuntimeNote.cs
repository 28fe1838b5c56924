using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>
/// What an agent itself tells the model in the midst of a run: in the role of a user, because models listen to no other there, but no question and so
/// no beginning of an exchange.
/// </summary>
internal static class RuntimeNote
{
    private const string Mark = "agentflow.note";
    private const string LastMark = "agentflow.note.last";

    /// <param name="text">What the model is told.</param>
    /// <param name="isLast">Whether it is told to conclude.</param>
    public static ChatMessage Create(string text, bool isLast = false) =>
        new(ChatRole.User, text) { AdditionalProperties = isLast ? new() { [Mark] = true, [LastMark] = true } : new() { [Mark] = true } };

    public static bool Is(ChatMessage message) => message.AdditionalProperties?.ContainsKey(Mark) is true;

    /// <summary>Whether it tells the model to conclude.</summary>
    public static bool IsLast(ChatMessage message) => message.AdditionalProperties?.ContainsKey(LastMark) is true;
}
