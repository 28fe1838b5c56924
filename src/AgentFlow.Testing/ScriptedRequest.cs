using Microsoft.Extensions.AI;

namespace AgentFlow.Testing;

/// <summary>What a <see cref="ScriptedChatClient"/> was asked in one call.</summary>
public sealed class ScriptedRequest
{
    /// <summary>The messages as they were then.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>A copy of the options as they were then.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>The text of the last message, or the results in it, for assertions.</summary>
    public string LastText => Messages.Count == 0 ? string.Empty
        : Messages[^1].Role == ChatRole.Tool
            ? string.Join('\n', Messages[^1].Contents.OfType<FunctionResultContent>().Select(r => r.Result?.ToString()))
            : Messages[^1].Text;
}
