namespace AgentFlow.Agents.Teams;

/// <summary>What a member of a team answered.</summary>
/// <param name="Member">Its name.</param>
/// <param name="Text">The answer, or what went wrong.</param>
/// <param name="HasFailed">Whether it is no answer.</param>
internal readonly record struct MemberAnswer(string Member, string Text, bool HasFailed);
