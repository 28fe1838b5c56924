namespace AgentFlow.Models.OpenAI;

/// <summary>The member in which a request limits the length of the answer.</summary>
public enum MaxTokensMember
{
    /// <summary><c>max_completion_tokens</c>: OpenAI, Azure, Groq, OpenRouter; required by reasoning models.</summary>
    MaxCompletionTokens,

    /// <summary><c>max_tokens</c>: most other servers, and older versions of all.</summary>
    MaxTokens,
}
