using System.Runtime.CompilerServices;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>
/// The one place where a run's events come into being: staged into the state at once, journaled together with whatever else is waiting,
/// and shown to the listener only then. The tools of one answer use it at the same time.
/// </summary>
internal sealed class RunWriter : IDisposable
{
    private readonly IRunJournal _journal;
    private readonly Action<RunEvent>? _listener;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private List<RunEvent> _staged = [];
    private List<RunEvent> _spare = [];
    private long _journaled;

    private RunWriter(IRunJournal journal, RunState state, long journaled, Action<RunEvent>? listener)
    {
        _journal = journal;
        State = state;
        _journaled = journaled;
        _listener = listener;
    }

    /// <summary>The state as of the last staged event; it moves on with the next, so what is needed for longer is taken out of it.</summary>
    public RunState State { get; }

    /// <summary>The state as of one moment, for who reads more than one thing of it while other tools run.</summary>
    public RunState Copy()
    {
        lock (_gate)
            return State with { };
    }

    public bool HasListener => _listener is not null;

    public static RunWriter Begin(IRunJournal journal, string runId, RunStarted started, MessageLog history, Action<RunEvent>? listener)
    {
        var writer = new RunWriter(journal, RunState.Begin(runId, started, history), 0, listener);
        writer._staged.Add(started);
        return writer;
    }

    public static RunWriter Continue(IRunJournal journal, RunState state, Action<RunEvent>? listener) => new(journal, state, state.Version, listener);

    /// <summary>Adds an event to the state; the next flush journals it. What it allows must not be done before that.</summary>
    public void Stage(RunEvent e)
    {
        lock (_gate)
        {
            State.Advance(e);
            _staged.Add(e);
        }
    }

    public ValueTask AppendAsync(RunEvent e)
    {
        Stage(e);
        return FlushAsync();
    }

    /// <summary>
    /// Returns when everything staged so far is journaled. Not to be cancelled: what happened is written down, whoever has lost interest.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync(SessionAppend? session = null)
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            List<RunEvent> events;
            lock (_gate)
            {
                if (_staged.Count == 0)
                    return;
                events = _staged;
                _staged = _spare;
            }
            try
            {
                await _journal.AppendAsync(new RunAppend { RunId = State.RunId, ExpectedVersion = _journaled, Events = events, Session = session }, CancellationToken.None).ConfigureAwait(false);
            }
            catch
            {
                PutBack(events);
                throw;
            }
            _journaled += events.Count;
            foreach (var e in events)
                _listener?.Invoke(e);
            events.Clear();
            _spare = events;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the run; in the same transaction its session gets what was said, behind whatever other runs have said meanwhile.</summary>
    /// <param name="completed">The last event.</param>
    /// <param name="said">The messages that belong into the session. The run of a part of another run sees that one's session, and what it says is that one's to tell; a copy of a run sees its session and says nothing in it, for the conversation went the other way.</param>
    public async Task CompleteAsync(RunCompleted completed, IReadOnlyList<ChatMessage> said)
    {
        Stage(completed);
        // A copy of a run sees its session and says nothing in it: the conversation went the other way.
        if (State.Start.SessionId is not { } sessionId || State.Start.ParentRunId is not null || State.Start.ForkedFrom is not null)
        {
            await FlushAsync().ConfigureAwait(false);
            return;
        }
        var version = State.SessionVersion;
        while (true)
        {
            try
            {
                await FlushAsync(new SessionAppend { SessionId = sessionId, ExpectedVersion = version, Messages = said, RunId = State.RunId }).ConfigureAwait(false);
                return;
            }
            catch (SessionConflictException conflict)
            {
                version = conflict.ActualVersion;
            }
        }
    }

    /// <summary>Shows the listener something that is not journaled.</summary>
    public void Show(RunEvent e) => _listener?.Invoke(e);

    public void Dispose() => _turn.Dispose();

    private void PutBack(List<RunEvent> events)
    {
        lock (_gate)
        {
            events.AddRange(_staged);
            _staged.Clear();
            _spare = _staged;
            _staged = events;
        }
    }
}
