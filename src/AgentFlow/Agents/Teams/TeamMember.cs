namespace AgentFlow.Agents.Teams;

/// <summary>An agent of a team, and what the others know of it.</summary>
public sealed record TeamMember
{
    /// <summary>A member.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="description">What it is good for.</param>
    public TeamMember(Agent agent, string description)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        Agent = agent;
        Description = description;
    }

    /// <summary>The agent. Its journal is not used: its runs are kept beside the team's.</summary>
    public Agent Agent { get; }

    /// <summary>What it is good for, in words for a model.</summary>
    public string Description { get; }

    /// <summary>Its name in the team: the agent's, with <c>_</c> for what a tool's name may not have.</summary>
    public string Name => ToolNames.Of(Agent.Name);
}
