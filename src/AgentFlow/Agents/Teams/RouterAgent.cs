using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Makes an agent that lets a model choose which of its members answers. The choice and its reason are in the run's journal.</summary>
public static class RouterAgent
{
    /// <summary>A router. Its run has one child run, that of the member that was chosen, which sees the whole conversation; the session gets the question and the answer.</summary>
    /// <param name="model">Chooses, by structured output; a small one will do.</param>
    /// <param name="options">The members, and who answers when nobody fits.</param>
    /// <param name="agent">Name (by default <c>router</c>), journal, limits and clock; instructions, tools, memory and chat options are the members' own.</param>
    /// <exception cref="ArgumentException">Options are not valid. All problems are reported together.</exception>
    public static Agent Create(IChatClient model, RouterOptions options, AgentOptions? agent = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        List<TeamMember> members = [.. options.Members];
        TeamAgents.ThrowIfInvalid(options, options.Default is { } name && !members.Any(m => m.Name == name) ? $"Default is '{name}', who is no member." : null);
        var strategy = new RouterStrategy(model, members, options.Default ?? members[0].Name, options.Prompts);
        return TeamAgents.Create(strategy, "router", [.. members.Select(m => TeamAgents.Member(m, options, static s => s with { SharesOutput = true }))], moves: 3, agent);
    }
}
