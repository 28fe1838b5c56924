using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Makes tools out of agents.</summary>
public static class AgentToolExtensions
{
    /// <summary>
    /// The agent as a tool of another. A call of it is a run of its own in the caller's journal, with an id made of the call's: after a crash it goes on where it was. It may cost its share of what
    /// is left of the caller's budget, and what it costs counts there; what needs a person's consent in it is among the <see cref="Runs.RunState.Pending"/> calls of the caller. The agent sees the
    /// task that the calling model writes, and nothing else.
    /// </summary>
    /// <param name="agent">The agent. Its journal is not used.</param>
    /// <param name="name">The tool's name, as the calling model sees it; null for the agent's, in which signs that a tool's name may not have become <c>_</c>.</param>
    /// <param name="description">What the agent is good for, and when to call it.</param>
    /// <param name="options">How it behaves; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name or the description is empty, or a prompt has placeholders that it is not given.</exception>
    public static AIFunction AsTool(this Agent agent, string? name, string description, AgentToolOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(agent);
        ArgumentException.ThrowIfNullOrWhiteSpace(description);
        options ??= new AgentToolOptions();
        options.Prompts.ThrowIfInvalid();
        return new AgentTool(agent, new AgentToolSpec
        {
            Name = ToolNames.Of(name ?? agent.Name),
            Description = description,
            Schema = ToolNames.Schema(("task", options.Prompts.TaskParameter.Format(), true)),
            Prompts = options.Prompts,
            Ask = static (arguments, _) => new ChildQuestion([new ChatMessage(ChatRole.User, ToolNames.Text(arguments, "task"))]),
            ShowsEvents = options.ShowEvents,
        }).WithEffect(ToolEffect.Keyed);
    }
}
