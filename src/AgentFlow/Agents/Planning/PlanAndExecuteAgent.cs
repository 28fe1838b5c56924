using System.Runtime.CompilerServices;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Planning;

/// <summary>
/// Reaches a goal by a plan: a model makes it, executors do its steps, at the same time where they do not depend on each other, the model edits it when steps fail, and
/// puts the results together. The run is a journal; each step is a child run in the same journal.
/// </summary>
/// <remarks>Safe for use by many runs at once. Does not own the client, the executors or the journal.</remarks>
public sealed class PlanAndExecuteAgent : IResumable
{
    private readonly PlanDefinition _definition;

    /// <summary>Makes an agent.</summary>
    /// <param name="planner">The model that makes plans, edits them, and puts results together.</param>
    /// <param name="options">What else it is made of; copied. <see cref="PlanAndExecuteOptions.Executors"/> needs at least one agent.</param>
    /// <exception cref="ArgumentException">Options are out of range. All problems are reported together.</exception>
    public PlanAndExecuteAgent(IChatClient planner, PlanAndExecuteOptions options)
    {
        ArgumentNullException.ThrowIfNull(planner);
        ArgumentNullException.ThrowIfNull(options);
        _definition = new PlanDefinition(planner, options);
    }

    /// <summary>The agent's name, as its runs carry it.</summary>
    public string Name => _definition.Name;

    /// <summary>Where its runs and those of its steps are kept.</summary>
    public IRunJournal Journal => _definition.Journal;

    /// <summary>Reaches a goal.</summary>
    /// <param name="goal">What is to be reached.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    public Task<RunResult> RunAsync(string goal, CancellationToken cancellationToken = default) => RunAsync(new PlanRequest { Goal = goal }, cancellationToken);

    /// <summary>Reaches a goal, by the request's plan if it has one.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="ArgumentException">The request's plan is not valid. All problems are reported together.</exception>
    /// <exception cref="RunConflictException">There is a run with the request's id already; resume that one.</exception>
    public async Task<RunResult> RunAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(request);
        var run = await BeginAsync(request, EnterAsync(request.SessionId, cancellationToken), null, cancellationToken).ConfigureAwait(false);
        await using var end = run.ConfigureAwait(false);
        return await run.RunAsync(new PlanLoop(_definition, run.Writer).RunAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reaches a goal, and yields every event of the run as it happens; those of the steps' child runs are in the journal.</summary>
    /// <param name="goal">What is to be reached.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamAsync(string goal, CancellationToken cancellationToken = default) => StreamAsync(new PlanRequest { Goal = goal }, cancellationToken);

    /// <summary>Reaches a goal, and yields every event of the run as it happens; those of the steps' child runs are in the journal.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(request);
        return StreamCoreAsync(request, cancellationToken);
    }

    /// <summary>Puts a request into the journal's queue, for somebody to answer with <see cref="ResumeAsync"/>, and returns the run's id.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The request's plan is not valid. All problems are reported together.</exception>
    public async Task<string> EnqueueAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ThrowIfInvalid(request);
        using var writer = await CreateAsync(request, isQueued: true, null, cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync().ConfigureAwait(false);
        return writer.State.RunId;
    }

    /// <summary>
    /// Continues a run from its last event: after a crash or a failure, out of the queue, or with decisions that it waits for. Finished steps are not done again. A run that has ended, or
    /// that waits and is given no decision, is returned as it is.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about <see cref="RunState.Pending"/> calls: the plan itself (<see cref="PlanState.ApprovalId"/>), or calls of its steps.</param>
    /// <param name="plan">For a plan that waits for approval: the plan to execute in its place; this approves it. Null to leave the plan as it is.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">A decision does not fit, the plan is not valid, or the run is not one of a plan.</exception>
    /// <exception cref="RunConflictException">Somebody else has resumed it.</exception>
    public async Task<RunResult> ResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, Plan? plan = null, CancellationToken cancellationToken = default)
    {
        var run = await ContinueAsync(runId, decisions ?? [], plan, null, cancellationToken).ConfigureAwait(false);
        if (run is null)
            return new RunResult(await LoadAsync(runId, cancellationToken).ConfigureAwait(false));
        await using var end = run.ConfigureAwait(false);
        return await run.RunAsync(new PlanLoop(_definition, run.Writer).RunAsync, cancellationToken).ConfigureAwait(false);
    }

    Task<RunResult> IResumable.ResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions, CancellationToken cancellationToken) => ResumeAsync(runId, decisions, null, cancellationToken);

    /// <summary>Continues a run as <see cref="ResumeAsync"/> does, and yields its further events.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="plan">The plan to execute in place of the one that waits for approval.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, Plan? plan = null, CancellationToken cancellationToken = default) =>
        RunStream.CreateAsync(async (listener, token) =>
        {
            var run = await ContinueAsync(runId, decisions ?? [], plan, listener, token).ConfigureAwait(false);
            if (run is null)
                return;
            await using var end = run.ConfigureAwait(false);
            await run.RunAsync(new PlanLoop(_definition, run.Writer).RunAsync, token).ConfigureAwait(false);
        }, cancellationToken);

    /// <summary>Reads a run from the journal without continuing it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">The run is not one of a plan.</exception>
    public async Task<RunState> LoadAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        List<RunEvent> events = [];
        await foreach (var e in Journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            events.Add(e);
        if (events.Count == 0)
            throw new RunNotFoundException(runId);
        var state = RunState.Fold(runId, events);
        return state.Plan is not null ? state
            : throw new ArgumentException($"Run '{runId}' is one of '{state.Start.Agent}', which does not plan. Resume it with that agent.", nameof(runId));
    }

    private void ThrowIfInvalid(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrWhiteSpace(request.Goal);
        if (request.Plan is not null)
            PlanDecisions.ThrowIfInvalid(request.Plan, _definition);
    }

    private async IAsyncEnumerable<RunEvent> StreamCoreAsync(PlanRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The place in the queue is that of who begins to read first; the turn ends with the run, however slowly the rest is read.
        var turn = EnterAsync(request.SessionId, cancellationToken);
        var events = RunStream.CreateAsync(async (listener, token) =>
        {
            var run = await BeginAsync(request, turn, listener, token).ConfigureAwait(false);
            await using var end = run.ConfigureAwait(false);
            await run.RunAsync(new PlanLoop(_definition, run.Writer).RunAsync, token).ConfigureAwait(false);
        }, cancellationToken);
        await foreach (var e in events.ConfigureAwait(false))
            yield return e;
    }

    private async Task<ISessionTurn?> EnterAsync(string? sessionId, CancellationToken cancellationToken) =>
        sessionId is null ? null : await _definition.SessionTurns.EnterAsync(sessionId, cancellationToken).ConfigureAwait(false);

    private async ValueTask<OpenRun> BeginAsync(PlanRequest request, Task<ISessionTurn?> entering, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var turn = await entering.ConfigureAwait(false);
        return (await OpenRun.OpenAsync(turn, async () => await CreateAsync(request, isQueued: false, listener, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false))!;
    }

    private async ValueTask<RunWriter> CreateAsync(PlanRequest request, bool isQueued, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var now = _definition.Time.GetUtcNow();
        var started = new RunStarted
        {
            At = now,
            Agent = Name,
            Kind = RunKind.Plan,
            SessionId = request.SessionId,
            SessionVersion = await VersionOfAsync(request.SessionId, cancellationToken).ConfigureAwait(false),
            User = request.User,
            Tenant = request.Tenant,
            Input = [new ChatMessage(ChatRole.User, request.Goal)],
            Queued = isQueued,
        };
        var writer = RunWriter.Begin(Journal, request.RunId ?? Guid.CreateVersion7(now).ToString("n"), started, MessageLog.Create(), listener);
        if (request.Plan is not null)
            writer.Stage(new PlanMade { At = now, Plan = request.Plan, By = PlanAuthor.Caller });
        return writer;
    }

    private async ValueTask<long> VersionOfAsync(string? sessionId, CancellationToken cancellationToken) => sessionId is null ? 0
        : (await Journal.Sessions.LoadTailAsync(sessionId, new SessionTail { NeedsEarlier = static _ => false }, cancellationToken).ConfigureAwait(false)).Version;

    /// <summary>The run, with its resumption and the decisions journaled; null when there is nothing to do.</summary>
    private async ValueTask<OpenRun?> ContinueAsync(string runId, IReadOnlyList<ToolDecision> decisions, Plan? plan, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var state = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        var decided = PlanDecisions.ToEvents(state, decisions, plan, _definition);
        if (state.Status == RunStatus.Completed || (state.Status == RunStatus.Suspended && decided.Count == 0))
            return null;
        var turn = await EnterAsync(state.Start.SessionId, cancellationToken).ConfigureAwait(false);
        return await OpenRun.OpenAsync(turn, async () =>
        {
            var now = turn is null ? state : await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
            return now.Status == RunStatus.Completed ? null : await ClaimAsync(now, decisions, plan, listener, cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private async ValueTask<RunWriter> ClaimAsync(RunState state, IReadOnlyList<ToolDecision> decisions, Plan? plan, Action<RunEvent>? listener, CancellationToken cancellationToken)
    {
        var decided = PlanDecisions.ToEvents(state, decisions, plan, _definition);
        // A run out of the queue begins now, so its planner sees what was said in the meantime.
        var version = state.Status == RunStatus.Queued ? await VersionOfAsync(state.Start.SessionId, cancellationToken).ConfigureAwait(false) : state.SessionVersion;
        var writer = RunWriter.Continue(Journal, state, listener);
        writer.Stage(new RunResumed { At = _definition.Time.GetUtcNow(), By = $"{Environment.MachineName}/{Environment.ProcessId}", SessionVersion = version == state.SessionVersion ? null : version });
        foreach (var e in decided)
            writer.Stage(e);
        await writer.FlushAsync().ConfigureAwait(false);
        return writer;
    }
}
