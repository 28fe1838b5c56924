using System.Text.Json;
using AgentFlow.Agents.Compensation;
using AgentFlow.Agents.Planning;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Teams;

/// <summary>
/// An agent as a tool. A call of it is a child run in the caller's journal, begun if it is not there and continued if it is, within a share of what is left of the caller's budget.
/// </summary>
internal sealed class AgentTool(Agent agent, AgentToolSpec spec) : AIFunction
{
    public override string Name => spec.Name;

    public override string Description => spec.Description;

    public override JsonElement JsonSchema => spec.Schema;

    /// <summary>The id of the run in which a call is answered. A dot in the call's own id is written twice, or it could be made to mean the run of another call.</summary>
    public static string ChildRunIdOf(string runId, int iteration, string callId) =>
        $"{runId}.{iteration}.{callId.Replace(".", "..", StringComparison.Ordinal).Replace('/', '.')}";

    /// <summary>Undoes the run in which a call of an agent's was answered.</summary>
    public Task<CompensationResult> CompensateAsync(AgentDefinition caller, string childRunId, CancellationToken cancellationToken) =>
        new Agent(agent.Definition.As($"{caller.Name}/{agent.Name}", caller.Journal, agent.Definition.Limits)).CompensateAsync(childRunId, cancellationToken);

    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var context = ToolContext.From(arguments);
        if (context?.Caller is not { } caller)
            return await RunAloneAsync(arguments, cancellationToken).ConfigureAwait(false);
        var granted = caller.Grant();
        if (granted.MaxTokens == 0)
            throw new ToolException(spec.Prompts.NoBudget.Format(("agent", Name)));
        var child = CreateChild(caller, granted, arguments);
        caller.Child = await RunAsync(child, caller, context, arguments, cancellationToken).ConfigureAwait(false);
        if (caller.Child.Completed is null)
            throw context.Nested!.WaitFor(await WaitingRun.PendingAsync(child, caller.Child, cancellationToken).ConfigureAwait(false));
        return spec.Read is { } read ? read(caller.Child) : caller.Child.Completed.Text;
    }

    /// <summary>The agent within its budget, in the journal of its caller, under a name by which no worker takes it for a run of its own.</summary>
    private Agent CreateChild(CallingRun caller, RunLimits granted, AIFunctionArguments arguments)
    {
        var definition = agent.Definition;
        var limits = ChildBudgets.Within(definition.Limits, granted);
        return new Agent(definition.As($"{caller.Agent.Name}/{definition.Name}", caller.Agent.Journal, limits, spec.FurtherTool?.Invoke(arguments)));
    }

    private async Task<RunState> RunAsync(Agent child, CallingRun caller, ToolContext context, AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var listener = spec.ShowsEvents ? caller.Listener(child.Name) : null;
        if (await ChildRun.FindAsync(child, caller.ChildRunId, cancellationToken).ConfigureAwait(false) is { } begun)
        {
            var decisions = await WaitingRun.DecisionsAsync(child, begun, context.Nested!.Decisions, cancellationToken).ConfigureAwait(false);
            return (await child.ResumeCheckedAsync(caller.ChildRunId, decisions, null, listener, cancellationToken).ConfigureAwait(false)).State;
        }
        var asked = spec.Ask(arguments, caller.State);
        var request = new RunRequest
        {
            Messages = asked.Messages,
            SessionId = asked.SharesSession ? context.SessionId : null,
            SessionVersion = asked.SharesSession ? caller.State.SessionVersion : null,
            User = context.User,
            Tenant = context.Tenant,
            OutputSchema = spec.SharesOutput ? caller.State.Start.OutputSchema : null,
            RunId = caller.ChildRunId,
            ParentRunId = context.RunId,
        };
        return (await child.RunCheckedAsync(request, null, listener, cancellationToken).ConfigureAwait(false)).State;
    }

    /// <summary>Somebody else's loop calls it: a run that stands alone.</summary>
    private async ValueTask<object?> RunAloneAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var result = await agent.RunAsync(new RunRequest { Messages = spec.Ask(arguments, null).Messages }, cancellationToken).ConfigureAwait(false);
        return result.Status == RunStatus.Completed ? result.Text : throw new InvalidOperationException(
            $"Run '{result.RunId}' of agent '{agent.Name}' waits for decisions on {result.Pending.Count} calls, which only an AgentFlow agent that calls it can pass on. Resume it by itself, or call it from an agent.");
    }
}
