using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>
/// Makes an agent whose members hand a conversation over to one another. The user's next message in the session goes to the member that has control, in this process or a later one.
/// </summary>
public static class HandoffAgent
{
    /// <summary>A handoff team. Each member has one tool more than its own, <c>transfer_conversation</c>, which ends its run.</summary>
    /// <param name="options">The members, the first of which begins, and what goes along with a handoff.</param>
    /// <param name="agent">Name (by default <c>handoff</c>), journal, limits and clock; instructions, tools, memory and chat options are the members' own.</param>
    /// <exception cref="ArgumentException">Options are not valid. All problems are reported together.</exception>
    public static Agent Create(HandoffOptions options, AgentOptions? agent = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        TeamAgents.ThrowIfInvalid(options, options.MaxHandoffs < 0 ? $"MaxHandoffs is '{options.MaxHandoffs}'; it must not be negative." : null);
        List<TeamMember> members = [.. options.Members];
        var (context, prompts) = (options.Context, options.Prompts);
        var tools = members.Select(member => TeamAgents.Member(member, options, spec => spec with
        {
            Schema = ToolNames.Schema([.. ((string[])["from", "reason", "summary", "since", HandoffStrategy.Now, HandoffStrategy.Final]).Select(n => (n, prompts.NoteParameter.Format(), false))]),
            Ask = (arguments, run) => Ask(arguments, run!, member.Name, context, prompts),
            Read = Read,
            SharesOutput = true,
            FurtherTool = TransferFrom(member, members, prompts),
        }));
        return TeamAgents.Create(new HandoffStrategy(members, options.MaxHandoffs, prompts), "handoff", [.. tools], options.MaxHandoffs + 2, agent);
    }

    private static Func<AIFunctionArguments, AIFunction?> TransferFrom(TeamMember member, List<TeamMember> members, TeamPrompts prompts)
    {
        List<TeamMember> others = [.. members.Where(m => m != member)];
        var tool = others.Count == 0 ? null : new TransferTool(others, prompts).WithEffect(ToolEffect.Keyed);
        return arguments => arguments.ContainsKey(HandoffStrategy.Final) ? null : tool;
    }

    private static ChildQuestion Ask(AIFunctionArguments arguments, RunState run, string member, HandoffContext context, TeamPrompts prompts)
    {
        if (HandoffRecord.Of(arguments) is not { } record)
            return new ChildQuestion(run.Start.Input, SharesSession: true);
        var handoff = record.ToHandoff(member, [.. run.Messages.Take(run.HistoryCount), .. run.Start.Input]);
        if (!context.IsWhole)
            return new ChildQuestion(context.Choose(handoff, prompts));
        return new ChildQuestion(arguments.ContainsKey(HandoffStrategy.Now) ? [.. run.Start.Input, HandoffContext.TakeOver(handoff, prompts)] : run.Start.Input, SharesSession: true);
    }

    /// <summary>An answer or a handoff, so that no answer can be taken for a handoff.</summary>
    private static string Read(RunState child)
    {
        if (child.Completed!.Outcome != RunOutcome.HandedOver)
            return new JsonObject { ["answer"] = child.Completed.Text }.ToJsonString();
        var call = child.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Last(c => c.Name == TransferTool.ToolName);
        return JsonSerializer.Serialize(ToolArguments.AsJson(call.Arguments), AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonElement)));
    }
}
