using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>What an agent is made of. Read once, when the agent is made; later changes have no effect.</summary>
public sealed class AgentOptions
{
    /// <summary>The agent's name, written into its runs; a worker finds the agent of a run by it.</summary>
    /// <value><c>agent</c>.</value>
    public string Name { get; set; } = "agent";

    /// <summary>The system prompt, sent as it is and nothing added.</summary>
    /// <value>Null, for none.</value>
    public string? Instructions { get; set; }

    /// <summary>The tools that the model may call. Names must differ.</summary>
    /// <value>Empty.</value>
    public IList<AIFunction> Tools { get; set; } = [];

    /// <summary>Decides what of the history the model sees, before every call of the model.</summary>
    /// <value>Null: everything, as <see cref="Memory.ConversationBufferMemory"/>.</value>
    public IChatReducer? Memory { get; set; }

    /// <summary>Where runs and sessions are kept.</summary>
    /// <value>Null: in memory, a journal of the agent's own.</value>
    public IRunJournal? Journal { get; set; }

    /// <summary>Temperature, response format and whatever else the model takes. Instructions and tools are set by the agent.</summary>
    /// <value>Null.</value>
    public ChatOptions? ChatOptions { get; set; }

    /// <summary>What one run may cost.</summary>
    public RunLimits Limits { get; set; } = new();

    /// <summary>How tools are run.</summary>
    public ToolOptions ToolOptions { get; set; } = new();

    /// <summary>The texts that the agent itself sends to the model.</summary>
    public AgentPrompts Prompts { get; set; } = new();

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
