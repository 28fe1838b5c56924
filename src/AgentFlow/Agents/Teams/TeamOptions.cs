namespace AgentFlow.Agents.Teams;

/// <summary>What every team is made of. Read once, when the team is made; later changes have no effect.</summary>
public class TeamOptions
{
    /// <summary>The agents of the team. Their names must differ; their journals are not used.</summary>
    /// <value>Empty; at least one is needed.</value>
    public IList<TeamMember> Members { get; set; } = [];

    /// <summary>Whether who streams the team's run sees the events of the members' runs as well, each as a <see cref="Runs.ChildEvent"/>.</summary>
    /// <value>False.</value>
    public bool ShowEvents { get; set; }

    /// <summary>The texts that are sent to models.</summary>
    public TeamPrompts Prompts { get; set; } = new();
}
