using AgentFlow.Agents.Planning;
using AgentFlow.Runs;

namespace AgentFlow.Agents.Teams;

/// <summary>What an agent that is called as a tool knows of the run that calls it.</summary>
internal sealed class CallingRun(AgentDefinition agent, RunWriter writer, ChildBudgets budgets, ToolStarted started)
{
    /// <summary>The agent whose run it is.</summary>
    public AgentDefinition Agent => agent;

    /// <summary>The run, as of now.</summary>
    public RunState State => writer.State;

    /// <summary>The id of the child run: the same for every attempt at this call, and known before the child run is there.</summary>
    public string ChildRunId => started.ChildRunId!;

    /// <summary>What became of the child run, for the event that ends the call.</summary>
    public RunState? Child { get; set; }

    /// <summary>Looks the child run up when it did not end in an answer: what it has cost counts as well.</summary>
    public async Task FindChildAsync(CancellationToken cancellationToken) =>
        Child = await ChildRun.FindAsync(agent.Journal, ChildRunId, cancellationToken).ConfigureAwait(false);

    /// <summary>What the child run may cost.</summary>
    public RunLimits Grant() => budgets.Grant(writer.Copy(), started.CallId);

    /// <summary>Hands an event of the child run on to whoever listens to this one; null when nobody does.</summary>
    public Action<RunEvent>? Listener(string name) => !writer.HasListener ? null
        : e => writer.Show(e as ChildEvent ?? new ChildEvent { At = e.At, RunId = ChildRunId, Agent = name, Event = e });
}
