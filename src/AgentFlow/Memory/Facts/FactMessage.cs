using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>Facts as the model is shown them.</summary>
internal static class FactMessage
{
    /// <summary>A system message with as many of the facts as fit, the first first; null for none.</summary>
    public static ChatMessage? Of(IEnumerable<string> facts, PromptTokenCounter counter, FactMemoryOptions options)
    {
        var shown = new List<string>();
        var left = options.MaxFactTokens;
        foreach (var fact in facts)
        {
            // A long one does not hide the short ones behind it.
            var cost = counter.Texts.Count(fact) + 2;
            if (cost > left)
                continue;
            left -= cost;
            shown.Add(fact);
        }
        return shown.Count == 0 ? null : new ChatMessage(ChatRole.System, options.Prompts.FactsMessage.Format(("facts", Lines(shown))));
    }

    public static string Lines(IEnumerable<string> facts) => string.Join('\n', facts.Select(f => "- " + f)) is { Length: > 0 } lines ? lines : "(none)";
}
