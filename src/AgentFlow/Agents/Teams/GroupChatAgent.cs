namespace AgentFlow.Agents.Teams;

/// <summary>Makes an agent whose members speak one after the other, each seeing what was said before. The last thing said is the answer, unless <see cref="GroupChatOptions.Answer"/> says otherwise.</summary>
public static class GroupChatAgent
{
    /// <summary>A group chat.</summary>
    /// <param name="options">The members, who speaks next, and when it ends.</param>
    /// <param name="agent">Name (by default <c>group-chat</c>), journal, limits and clock; instructions, tools, memory and chat options are the members' own.</param>
    /// <exception cref="ArgumentException">Options are not valid. All problems are reported together.</exception>
    public static Agent Create(GroupChatOptions options, AgentOptions? agent = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TeamAgents.ThrowIfInvalid(options, options.MaxTurns < 1 ? $"MaxTurns is '{options.MaxTurns}'; it must be at least 1." : null);
        List<TeamMember> members = [.. options.Members];
        var strategy = new GroupChatStrategy(members, options);
        return TeamAgents.Create(strategy, "group-chat", [.. members.Select(m => TeamAgents.Member(m, options))], options.MaxTurns + 1, agent);
    }
}
