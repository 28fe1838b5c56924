using AgentFlow.Memory;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Makes the agent of which a strategy is the model and the members are the tools.</summary>
internal static class TeamAgents
{
    /// <summary>A team.</summary>
    /// <param name="strategy">Says whom to ask.</param>
    /// <param name="kind">What it is called in messages, and by default in its runs.</param>
    /// <param name="tools">The members.</param>
    /// <param name="moves">How often the strategy is asked at most.</param>
    /// <param name="agent">Name, journal, limits and clock; null for the defaults.</param>
    public static Agent Create(TeamStrategy strategy, string kind, IReadOnlyList<AIFunction> tools, int moves, AgentOptions? agent)
    {
        if (agent is not null && (agent.Instructions is not null || agent.Tools.Count > 0 || agent.Memory is not null || agent.ChatOptions is not null))
            throw new ArgumentException($"The options of a {kind} have Instructions, Tools, Memory or ChatOptions. It has no model of its own that would use them; give them to its members.", nameof(agent));
        var given = agent ?? new AgentOptions { Name = kind };
        var options = new AgentOptions
        {
            Name = given.Name,
            Tools = [.. tools],
            Journal = given.Journal,
            Prompts = given.Prompts,
            TimeProvider = given.TimeProvider,
            // A move for each round, one to answer, and one more, because the last is kept for a conclusion.
            Limits = new RunLimits { MaxIterations = moves + 2, MaxTokens = given.Limits.MaxTokens, MaxToolCalls = given.Limits.MaxToolCalls, MaxDuration = given.Limits.MaxDuration, WrapUpTime = given.Limits.WrapUpTime },
            ToolOptions = new ToolOptions { MaxParallelCalls = Math.Max(tools.Count, 1), MaxIdenticalCalls = int.MaxValue, MaxResultLength = int.MaxValue, ErrorDetails = given.ToolOptions.ErrorDetails, Services = given.ToolOptions.Services },
        };
        return new Agent(new AgentDefinition(strategy, options, isTeam: true));
    }

    /// <summary>A member as a tool of a team: it sees the conversation as the team does, and a note.</summary>
    public static AIFunction Member(TeamMember member, TeamOptions options) => Member(member, options, static s => s);

    public static AIFunction Member(TeamMember member, TeamOptions options, Func<AgentToolSpec, AgentToolSpec> change) => new AgentTool(member.Agent, change(new AgentToolSpec
    {
        Name = member.Name,
        Description = member.Description,
        Schema = ToolNames.Schema(("note", options.Prompts.NoteParameter.Format(), false)),
        Prompts = options.Prompts,
        Ask = static (arguments, run) => new ChildQuestion([.. run?.Start.Input ?? [], .. Note(ToolNames.Text(arguments, "note"))], SharesSession: true),
        ShowsEvents = options.ShowEvents,
    })).WithEffect(ToolEffect.Keyed);

    public static void ThrowIfInvalid(TeamOptions options, params IEnumerable<string?> problems)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Prompts.ThrowIfInvalid();
        List<string> found = [.. problems.OfType<string>()];
        if (options.Members.Count == 0)
            found.Add("Members is empty; at least one is needed.");
        found.AddRange(options.Members.GroupBy(m => m.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"Two members are named '{g.Key}'; names must differ."));
        if (found.Count > 0)
            throw new ArgumentException($"The options of the team are not valid. {string.Join(' ', found)}", nameof(options));
    }

    private static IEnumerable<ChatMessage> Note(string note) => note.Length == 0 ? [] : [RuntimeNote.Create(note)];
}
