using AgentFlow.Memory;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>A conversation as a strategy reads it: what was before, what is asked, and what the run has said since.</summary>
internal sealed class StrategyTalk
{
    /// <param name="prefix">What the authors of the strategy's own turns begin with.</param>
    /// <param name="messages">The messages that the loop hands over.</param>
    /// <param name="options">The options of the call.</param>
    public StrategyTalk(string prefix, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        List<ChatMessage> all = [.. messages];
        var asked = all.FindLastIndex(MessageGroups.IsUser);
        var behind = asked + 1;
        History = all[..Math.Max(asked, 0)];
        Request = asked < 0 ? new ChatMessage(ChatRole.User, string.Empty) : all[asked];
        var said = all.FindIndex(behind, m => m.Role == ChatRole.Assistant && !IsOwn(m, prefix));
        Turns = [.. all[behind..(said < 0 ? all.Count : said)].Where(m => !RuntimeNote.Is(m))];
        Afterwards = said < 0 ? [] : [.. all[said..].Where(m => m.Contents.Count > 0)];
        Note = all.Count > 0 && RuntimeNote.IsLast(all[^1]) ? all[^1] : null;
        Options = options ?? new ChatOptions();
    }

    /// <summary>What was said before the request, system messages among it.</summary>
    public IReadOnlyList<ChatMessage> History { get; }

    /// <summary>The newest message of a user.</summary>
    public ChatMessage Request { get; }

    /// <summary>The strategy's own turns, and the results of calls.</summary>
    public IReadOnlyList<ChatMessage> Turns { get; }

    /// <summary>The first answer and what follows it, when the loop was not content with it.</summary>
    public IReadOnlyList<ChatMessage> Afterwards { get; }

    /// <summary>What the loop says when it asks for a conclusion; null when it does not.</summary>
    public ChatMessage? Note { get; }

    public ChatOptions Options { get; }

    public IReadOnlyList<AIFunctionDeclaration> Tools => [.. (Options.Tools ?? []).OfType<AIFunctionDeclaration>()];

    /// <summary>A user's message with the prompt in place of the request's text, behind which what it has besides text still stands.</summary>
    public ChatMessage Ask(string prompt) => new(ChatRole.User, [new TextContent(prompt), .. Request.Contents.Where(c => c is not TextContent)]);

    /// <summary>The options of a call that may not use tools.</summary>
    /// <param name="format">What the answer must look like; null for what the run asks of its answer.</param>
    public ChatOptions WithoutTools(ChatResponseFormat? format = null)
    {
        var options = Options.Clone();
        (options.Tools, options.ToolMode, options.AllowMultipleToolCalls) = (null, null, null);
        options.ResponseFormat = format ?? options.ResponseFormat;
        return options;
    }

    /// <summary>The words of a turn.</summary>
    public static string TextOf(ChatMessage message) => string.Concat(message.Contents.Select(c => c switch
    {
        TextReasoningContent reasoning => reasoning.Text,
        TextContent text => text.Text,
        _ => string.Empty,
    }));

    private static bool IsOwn(ChatMessage message, string prefix) =>
        message.AuthorName?.StartsWith(prefix, StringComparison.Ordinal) is true || message.Contents.Any(c => c is FunctionCallContent);
}
