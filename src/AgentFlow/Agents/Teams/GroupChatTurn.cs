namespace AgentFlow.Agents.Teams;

/// <summary>What a member of a group chat said.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Text">What it said; empty if it failed.</param>
public readonly record struct GroupChatTurn(string Member, string Text);
