using AgentFlow.Agents.Compensation;
using AgentFlow.Agents.Middleware;
using AgentFlow.Agents.Replaying;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>
/// A model with instructions, tools and a memory. Each question becomes a run: a journal of events that can be streamed, resumed after a
/// crash, and looked at afterwards.
/// </summary>
/// <remarks>Safe for use by many runs at once. Does not own the client or the journal.</remarks>
public sealed partial class Agent : IResumable
{
    private readonly AgentDefinition _definition;

    /// <summary>Makes an agent.</summary>
    /// <param name="client">The model.</param>
    /// <param name="options">What else it is made of; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range, or two tools have the same name. All problems are reported together.</exception>
    public Agent(IChatClient client, AgentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        _definition = new AgentDefinition(client, options ?? new AgentOptions());
    }

    internal Agent(AgentDefinition definition) => _definition = definition;

    /// <summary>The agent's name, as its runs carry it.</summary>
    public string Name => _definition.Name;

    /// <summary>Where its runs and sessions are kept.</summary>
    public IRunJournal Journal => _definition.Journal;

    /// <summary>Answers a question.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="sessionId">The conversation that it belongs to; null for none.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    public Task<RunResult> RunAsync(string text, string? sessionId = null, CancellationToken cancellationToken = default) =>
        RunAsync(RunRequest.FromText(text, sessionId), cancellationToken);

    /// <summary>Answers a request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunConflictException">There is a run with the request's id already; resume that one.</exception>
    public Task<RunResult> RunAsync(RunRequest request, CancellationToken cancellationToken = default) => RunCheckedAsync(request, null, null, cancellationToken);

    /// <summary>Answers a question, and yields every event of the run as it happens, <see cref="TextDelta"/>s among them.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="sessionId">The conversation that it belongs to; null for none.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamAsync(string text, string? sessionId = null, CancellationToken cancellationToken = default) =>
        StreamAsync(RunRequest.FromText(text, sessionId), cancellationToken);

    /// <summary>Answers a request, and yields every event of the run as it happens, <see cref="TextDelta"/>s among them.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamAsync(RunRequest request, CancellationToken cancellationToken = default) => StreamCheckedAsync(request, null, cancellationToken);

    /// <summary>
    /// Continues a run from its last event: after a crash or a failure, out of the queue, or with decisions that it waits for. A run that
    /// has ended, or that waits and is given no decision, is returned as it is.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about <see cref="RunState.Pending"/> calls; those left out go on waiting.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">A decision is about a call that does not wait, or does not fit it; or the run is one of a chain.</exception>
    /// <exception cref="RunConflictException">Somebody else has resumed it.</exception>
    public Task<RunResult> ResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        ResumeCheckedAsync(runId, decisions, null, null, cancellationToken);

    /// <summary>Continues a run as <see cref="ResumeAsync"/> does, and yields its further events.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about calls that wait.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed. So does leaving the loop early.</param>
    public IAsyncEnumerable<RunEvent> StreamResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default) =>
        StreamResumeCheckedAsync(runId, decisions, null, cancellationToken);

    /// <summary>
    /// Undoes what a run did, by the undos that its tools declare: the newest call first, each once, journaled before and after. A run that has not ended ends with
    /// <see cref="RunOutcome.Compensated"/> and cannot be resumed; one that has ended stays as it is, and its calls are undone all the same. After a crash in the middle, call it
    /// again: what is settled stays so.
    /// </summary>
    /// <param name="runId">The run. Nobody must be working on it: whoever is gets a <see cref="RunConflictException"/>.</param>
    /// <param name="cancellationToken">Stops after the undo that is under way.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">The run is one of a chain or of a plan.</exception>
    public async Task<CompensationResult> CompensateAsync(string runId, CancellationToken cancellationToken = default)
    {
        var state = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        ThrowIfNotAnAgents(state);
        var turn = await EnterAsync(state.Start.SessionId, state.Start.ParentRunId, cancellationToken).ConfigureAwait(false);
        var run = await OpenRun.OpenAsync(turn, async () => RunWriter.Continue(Journal, turn is null ? state : await LoadAsync(runId, cancellationToken).ConfigureAwait(false), null)).ConfigureAwait(false);
        await using var end = run!.ConfigureAwait(false);
        return await new Compensator(_definition, run!.Writer).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts a request into the journal's queue, for a worker to answer, and returns the run's id.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> EnqueueAsync(RunRequest request, CancellationToken cancellationToken = default)
    {
        using var writer = await CreateAsync(request, isQueued: true, null, null, cancellationToken).ConfigureAwait(false);
        await writer.FlushAsync().ConfigureAwait(false);
        return writer.State.RunId;
    }

    /// <summary>Reads a run from the journal without continuing it.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    public async Task<RunState> LoadAsync(string runId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        List<RunEvent> events = [];
        await foreach (var e in Journal.ReadAsync(runId, cancellationToken).ConfigureAwait(false))
            events.Add(e);
        if (events.Count == 0)
            throw new RunNotFoundException(runId);
        var seen = events.OfType<RunResumed>().LastOrDefault(e => e.SessionVersion is not null)?.SessionVersion;
        var session = events[0] is RunStarted started ? await LoadSessionAsync(started.SessionId, seen ?? started.SessionVersion, cancellationToken).ConfigureAwait(false) : null;
        return RunState.Fold(runId, events, session?.Messages);
    }

    /// <summary>
    /// Does a run again with the agent as it is now, against the recorded answers of the model and results of tools: neither is called, and nothing is written. Says what it
    /// would do otherwise first: which tool it starts with which arguments, what it asks consent for, what it tells the model of its mistakes, how it ends.
    /// </summary>
    /// <param name="runId">The run. One that is not finished is replayed as far as it got.</param>
    /// <param name="from">How many of its events are taken as they are; by default only the first. The number of all its events replays nothing.</param>
    /// <param name="cancellationToken">Stops the replay.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">The run has fewer events, or is not one of an agent.</exception>
    public async Task<ReplayResult> ReplayAsync(string runId, long from = 1, CancellationToken cancellationToken = default)
    {
        var events = await RunHistory.LoadAsync(Journal, runId, cancellationToken).ConfigureAwait(false);
        if (from < 1 || from > events.Count)
            throw new ArgumentException($"Run '{runId}' cannot be replayed from '{from}': it has {events.Count} events. Give a number from 1 to {events.Count}.", nameof(from));
        if (events[0] is RunStarted { Kind: not RunKind.Agent } started)
            throw new ArgumentException($"Run '{runId}' is one of {(started.Kind == RunKind.Plan ? "a plan" : "a chain")} and has no loop of its own to replay. Replay the runs of its steps.", nameof(runId));
        var state = await LoadAsync(runId, cancellationToken).ConfigureAwait(false);
        using var replayer = new Replayer(_definition, runId, events, state.Messages.Take(state.HistoryCount), from);
        return await replayer.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The same agent with middleware around it: the same tools, journal and name. What is named first stands outermost, what the agent has already further out
    /// still. On the way in (request, messages for the model, tool calls) the outermost is asked first, on the way out last.
    /// </summary>
    /// <param name="middleware">What to put around it.</param>
    public Agent Use(params AgentMiddleware[] middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        if (middleware.Any(m => string.IsNullOrWhiteSpace(m?.Name)))
            throw new ArgumentException("A middleware has no name. The journal tells middleware apart by their names; set Name.", nameof(middleware));
        return new Agent(_definition.Using([.. middleware]));
    }
}
