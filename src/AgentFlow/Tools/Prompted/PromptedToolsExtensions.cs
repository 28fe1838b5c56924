using Microsoft.Extensions.AI;

namespace AgentFlow.Tools.Prompted;

/// <summary>Gives tools to models that know none.</summary>
public static class PromptedToolsExtensions
{
    /// <summary>The same model, with its tools described in the prompt and its calls read out of its text.</summary>
    /// <param name="client">A model without tool calling of its own, or whose own is poor.</param>
    /// <param name="prompts">The texts that it is sent; null for the defaults.</param>
    public static PromptedToolCallingChatClient UsePromptedTools(this IChatClient client, PromptedToolPrompts? prompts = null) => new(client, prompts);
}
