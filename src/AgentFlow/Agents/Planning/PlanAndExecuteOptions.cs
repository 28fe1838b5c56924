using AgentFlow.Runs;

namespace AgentFlow.Agents.Planning;

/// <summary>What a plan-and-execute agent is made of. Read once, when the agent is made; later changes have no effect.</summary>
public sealed class PlanAndExecuteOptions
{
    /// <summary>The agent's name, written into its runs.</summary>
    /// <value><c>plan-and-execute</c>.</value>
    public string Name { get; set; } = "plan-and-execute";

    /// <summary>
    /// Those who do the steps, each with its own model, instructions and tools; a step that names none gets the first. Names must differ. Their journals are not used: a
    /// step's run is kept beside that of its plan.
    /// </summary>
    /// <value>Empty; at least one is needed.</value>
    public IList<Agent> Executors { get; set; } = [];

    /// <summary>Where runs are kept.</summary>
    /// <value>Null: in memory, a journal of the agent's own.</value>
    public IRunJournal? Journal { get; set; }

    /// <summary>
    /// What a run may cost in all: tokens, tool calls, time. Each step gets a share of what is left, within its executor's own limits. When a limit is reached no
    /// further step begins, and the run answers with what is known. The limits on iterations and output retries are not used here.
    /// </summary>
    public RunLimits Limits { get; set; } = new();

    /// <summary>How large a plan may be, and how stubborn its execution.</summary>
    public PlanLimits PlanLimits { get; set; } = new();

    /// <summary>Whether a person must approve a plan before its first step. Edits by the replanner need no further approval.</summary>
    /// <value>False.</value>
    public bool RequireApproval { get; set; }

    /// <summary>The texts that are sent to models.</summary>
    public PlanPrompts Prompts { get; set; } = new();

    /// <summary>The clock.</summary>
    /// <value><see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
