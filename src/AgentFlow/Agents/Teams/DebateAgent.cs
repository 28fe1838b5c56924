using System.Text.RegularExpressions;

namespace AgentFlow.Agents.Teams;

/// <summary>Makes an agent whose members answer the same question at the same time, see each other's answers, and are judged or counted.</summary>
public static partial class DebateAgent
{
    private const string JudgeName = "judge";

    /// <summary>A debate. A member that fails is counted with what it said before, or not at all.</summary>
    /// <param name="options">The members, the rounds, and who decides.</param>
    /// <param name="agent">Name (by default <c>debate</c>), journal, limits and clock; instructions, tools, memory and chat options are the members' own.</param>
    /// <exception cref="ArgumentException">Options are not valid. All problems are reported together.</exception>
    public static Agent Create(DebateOptions options, AgentOptions? agent = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TeamAgents.ThrowIfInvalid(
            options,
            options.Rounds < 0 ? $"Rounds is '{options.Rounds}'; it must not be negative." : null,
            options.Judge is not null && options.Members.Any(m => m.Name == JudgeName) ? $"A member is named '{JudgeName}', as the judge is." : null);
        List<TeamMember> members = [.. options.Members];
        List<TeamMember> all = options.Judge is null ? members : [.. members, new TeamMember(options.Judge, JudgeName)];
        var strategy = new DebateStrategy(members, options.Judge is null ? null : JudgeName, options.Rounds, options.Normalize ?? Normalize, options.Prompts);
        var tools = all.Select((m, i) => TeamAgents.Member(m, options, s => s with { Name = i < members.Count ? s.Name : JudgeName, SharesOutput = true }));
        return TeamAgents.Create(strategy, "debate", [.. tools], options.Rounds + 3, agent);
    }

    private static string Normalize(string text) => WhiteSpace().Replace(text, " ").Trim().TrimEnd('.', '!', '?', ' ').ToUpperInvariant();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
