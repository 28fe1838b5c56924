using AgentFlow.Output.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Planning;

/// <summary>A run that is a part of another: begun if the journal does not have it, continued if it does.</summary>
internal static class ChildRun
{
    /// <summary>Runs it until it ends or waits.</summary>
    /// <param name="agent">Whose run it is.</param>
    /// <param name="parent">The run that it is a part of, on whose user's behalf it acts.</param>
    /// <param name="runId">Its own id.</param>
    /// <param name="text">What is asked, should it have to be begun.</param>
    /// <param name="sharesSession">Whether it sees the parent's session in front of that, as far as the parent does.</param>
    /// <param name="output">What the answer is held to; null for nothing.</param>
    /// <param name="decide">Decisions for a run in this state.</param>
    /// <param name="cancellationToken">Stops it where it is.</param>
    public static async Task<RunState> RunAsync(
        Agent agent, RunState parent, string runId, string text, bool sharesSession, IOutputCheck? output, Func<RunState, IReadOnlyList<ToolDecision>>? decide, CancellationToken cancellationToken)
    {
        if (await FindAsync(agent, runId, cancellationToken).ConfigureAwait(false) is { } state)
            return (await agent.ResumeCheckedAsync(runId, decide?.Invoke(state), output, null, cancellationToken).ConfigureAwait(false)).State;
        var request = new RunRequest
        {
            Messages = [new ChatMessage(ChatRole.User, text)],
            SessionId = sharesSession ? parent.Start.SessionId : null,
            SessionVersion = sharesSession ? parent.SessionVersion : null,
            User = parent.Start.User,
            Tenant = parent.Start.Tenant,
            RunId = runId,
            OutputSchema = output?.Schema,
            ParentRunId = parent.RunId,
        };
        return (await agent.RunCheckedAsync(request, output, null, cancellationToken).ConfigureAwait(false)).State;
    }

    /// <summary>The run as the journal has it; null when it has none.</summary>
    public static Task<RunState?> FindAsync(Agent agent, string runId, CancellationToken cancellationToken) => FindAsync(agent.Journal, runId, cancellationToken);

    /// <summary>The run as the journal has it; null when it has none.</summary>
    public static async Task<RunState?> FindAsync(IRunJournal journal, string runId, CancellationToken cancellationToken)
    {
        List<RunEvent> events = [];
        await foreach (var e in journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            events.Add(e);
        return events.Count == 0 ? null : RunState.Fold(runId, events);
    }
}
