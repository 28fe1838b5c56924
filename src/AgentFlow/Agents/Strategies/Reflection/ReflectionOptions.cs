using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>How drafts are criticised and revised.</summary>
public sealed class ReflectionOptions
{
    /// <summary>Who criticises. Another model than the writer sees more. Stays the caller's.</summary>
    /// <value>Null: the writer itself.</value>
    public IChatClient? Critic { get; set; }

    /// <summary>What the critic holds a draft to, in words.</summary>
    /// <value>Null: that it answers the request correctly, completely and clearly.</value>
    public string? Criteria { get; set; }

    /// <summary>How often a draft is revised at most; the last revision is returned without a further critique. From 0, which is no critique at all.</summary>
    /// <value>2.</value>
    public int MaxRevisions { get; set; } = 2;

    /// <summary>How often a critic whose verdict cannot be read is asked again; then the draft is returned as it is. From 0.</summary>
    /// <value>2.</value>
    public int MaxVerdictRetries { get; set; } = 2;

    /// <summary>The texts that are sent to models.</summary>
    public ReflectionPrompts Prompts { get; set; } = new();
}
