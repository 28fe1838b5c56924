namespace AgentFlow.Agents.Teams;

/// <summary>What a handoff team is made of. The first member has control of a session that begins.</summary>
public sealed class HandoffOptions : TeamOptions
{
    /// <summary>What a member sees of what was said before it took over.</summary>
    /// <value><see cref="HandoffContext.WholeConversation"/>.</value>
    public HandoffContext Context { get; set; } = HandoffContext.WholeConversation;

    /// <summary>How often the conversation may be handed over between one message of the user and its answer; whoever has it then must answer. From 0.</summary>
    /// <value>5.</value>
    public int MaxHandoffs { get; set; } = 5;
}
