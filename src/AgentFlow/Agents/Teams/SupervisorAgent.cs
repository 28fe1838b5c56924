using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>Makes an agent that leads others: it gives them parts of a request and puts together what they answer.</summary>
public static class SupervisorAgent
{
    /// <summary>
    /// A supervisor: an ordinary agent whose tools are the members and whose instructions are <see cref="TeamPrompts.Supervisor"/>. With <see cref="AgentToolExtensions.AsTool"/> and a prompt of your own
    /// you get the same.
    /// </summary>
    /// <param name="model">Leads; it must be good at calling tools.</param>
    /// <param name="options">The members.</param>
    /// <param name="agent">What else the supervisor is made of; its instructions follow ours, its tools stand beside the members. Null for the defaults and the name <c>supervisor</c>.</param>
    /// <exception cref="ArgumentException">Options are not valid. All problems are reported together.</exception>
    public static Agent Create(IChatClient model, TeamOptions options, AgentOptions? agent = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        TeamAgents.ThrowIfInvalid(options);
        var given = agent ?? new AgentOptions { Name = "supervisor" };
        var toolOptions = new AgentToolOptions { ShowEvents = options.ShowEvents, Prompts = options.Prompts };
        return new Agent(model, new AgentOptions
        {
            Name = given.Name,
            Instructions = options.Prompts.Supervisor.Format(("members", options.Prompts.Lines(options.Members))) + (given.Instructions is { } more ? "\n\n" + more : string.Empty),
            Tools = [.. options.Members.Select(m => m.Agent.AsTool(m.Name, m.Description, toolOptions)), .. given.Tools],
            Memory = given.Memory,
            Journal = given.Journal,
            ChatOptions = given.ChatOptions,
            Limits = given.Limits,
            ToolOptions = given.ToolOptions,
            Prompts = given.Prompts,
            TimeProvider = given.TimeProvider,
        });
    }
}
