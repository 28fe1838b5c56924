namespace AgentFlow.Agents.Teams;

/// <summary>How an agent behaves as a tool of another. Its limits are its own, within a share of what is left of its caller's.</summary>
public sealed class AgentToolOptions
{
    /// <summary>Whether who streams the caller's run sees the events of this agent's as well, each as a <see cref="Runs.ChildEvent"/>.</summary>
    /// <value>False.</value>
    public bool ShowEvents { get; set; }

    /// <summary>The texts that are sent to models.</summary>
    public TeamPrompts Prompts { get; set; } = new();
}
