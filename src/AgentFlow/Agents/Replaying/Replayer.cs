using AgentFlow.Agents.Compensation;
using AgentFlow.Memory;
using AgentFlow.Runs;

namespace AgentFlow.Agents.Replaying;

/// <summary>Does a run again with the agent's own loop, on a journal in memory, with a model and tools that only repeat what the run has recorded.</summary>
internal sealed class Replayer : IDisposable
{
    private readonly AgentDefinition _agent;
    private readonly string _runId;
    private readonly List<RunEvent> _recorded;
    private readonly InMemoryJournal _journal;
    private readonly ReplayClock _clock;
    private readonly RecordedModel _model;
    private readonly RecordedTools _tools;
    private readonly Queue<RunEvent> _decided;
    private readonly int _from;
    private readonly bool _isWhole;
    private readonly MessageLog _history;

    /// <param name="agent">The agent as it is now.</param>
    /// <param name="runId">The run.</param>
    /// <param name="recorded">Its events.</param>
    /// <param name="history">The session that it saw.</param>
    /// <param name="from">How many of them are taken as they are. A number at which a call is under way is taken for the one before that call.</param>
    public Replayer(AgentDefinition agent, string runId, List<RunEvent> recorded, MessageLog history, long from)
    {
        _runId = runId;
        _recorded = recorded;
        _history = history;
        // What rails said of the request belongs to the request.
        var asked = 1 + recorded.Skip(1).TakeWhile(e => e is RailApplied { Point: RailPoint.Input }).Count();
        _isWhole = from <= asked;
        _from = QuietPoint(runId, recorded, Math.Max(from, asked), asked);
        _clock = new ReplayClock(recorded[_from - 1].At);
        var rest = recorded.Skip(_from).ToList();
        _model = new RecordedModel(rest, _clock);
        _tools = new RecordedTools(rest, _clock);
        var inner = InnerCalls(recorded);
        _decided = new Queue<RunEvent>(rest.Where(e => e is ApprovalDecided decided && !inner.Contains(decided.CallId)));
        _journal = new InMemoryJournal(_clock);
        _agent = agent.Replaying(_model, _journal, _clock, _tools.Complete, _model.Rails);
    }

    public async Task<ReplayResult> RunAsync(CancellationToken cancellationToken)
    {
        var began = _recorded.Take(_from).ToList();
        var started = (RunStarted)began[0];
        // What is taken as it is has its instructions with it. A copy may have been given instructions of its own; those are no change of the agent.
        var isNew = _isWhole && started.ForkedFrom is null;
        began[0] = started with { Instructions = isNew ? _agent.Instructions : started.Instructions, Queued = false };
        await _journal.AppendAsync(new RunAppend { RunId = _runId, ExpectedVersion = 0, Events = began }, cancellationToken).ConfigureAwait(false);
        var end = "";
        try
        {
            await LoopAsync(began, cancellationToken).ConfigureAwait(false);
        }
        catch (ReplayEndException error)
        {
            end = error.Message;
        }
        var replayed = await RunHistory.LoadAsync(_journal, _runId, cancellationToken).ConfigureAwait(false);
        return new ReplayResult { RunId = _runId, Difference = FindDifference(replayed, end), ModelAnswers = _model.Answers, ToolResults = _tools.Results };
    }

    public void Dispose() => _model.Dispose();

    private async Task LoopAsync(List<RunEvent> began, CancellationToken cancellationToken)
    {
        using var writer = RunWriter.Continue(_journal, RunState.Fold(_runId, began, _history), null);
        while (true)
        {
            await new AgentLoop(_agent, writer, null).RunAsync(cancellationToken).ConfigureAwait(false);
            var decisions = writer.State.Status == RunStatus.Suspended ? TakeDecisions(writer.State) : [];
            if (decisions.Count == 0)
                return;
            writer.Stage(new RunResumed { At = _clock.GetUtcNow() });
            foreach (var e in Decisions.ToEvents(writer.State, decisions, _agent, _clock.GetUtcNow()))
                writer.Stage(e);
            await writer.FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>What a person decided next, as far as the replayed run waits for it too.</summary>
    private List<ToolDecision> TakeDecisions(RunState state)
    {
        var decisions = new List<ToolDecision>();
        while (_decided.TryPeek(out var e) && e is ApprovalDecided decided && state.Pending.Any(p => p.CallId == decided.CallId) && decisions.TrueForAll(d => d.CallId != decided.CallId))
        {
            _decided.Dequeue();
            _clock.Set(decided.At);
            decisions.Add(new ToolDecision { CallId = decided.CallId, Approved = decided.Approved, Reason = decided.Reason });
        }
        return decisions;
    }

    private RunDiffLine? FindDifference(List<RunEvent> replayed, string end)
    {
        var (then, now) = (Decided(_recorded), Decided(replayed));
        for (var i = 0; i < Math.Max(then.Count, now.Count); i++)
        {
            var (left, right) = (then.ElementAtOrDefault(i), now.ElementAtOrDefault(i));
            if (left is not null && right is not null && left.IsSameAs(right))
                continue;
            // A run that was not finished ends where its record does, whatever the agent would have done next.
            if (left is null && (_recorded[^1] is not RunCompleted || IsUndone(_recorded)))
                return null;
            return new RunDiffLine
            {
                Kind = left is null ? DiffKind.OnlyRight : right is null ? DiffKind.OnlyLeft : DiffKind.Changed,
                Left = left?.Event,
                Right = right?.Event,
                LeftText = left?.Text,
                RightText = right?.Text ?? (end.Length > 0 ? end : null),
            };
        }
        return null;
    }

    /// <summary>
    /// What the agent's own loop decided. What went on inside a tool is not done again, only its result is given; what rails said of texts is in the texts; and a run that was undone is
    /// replayed up to there.
    /// </summary>
    private static List<TraceLine> Decided(List<RunEvent> events)
    {
        var inner = InnerCalls(events);
        var end = IsUndone(events) ? events.FindIndex(e => e is RunResumed { By: Compensator.Name } or UndoStarted or UndoCompleted) : events.Count;
        return [.. RunTrace.Of(events).Where(l => l.IsDecided && l.Event < end && events[(int)l.Event] switch
        {
            RailApplied e => e.Point == RailPoint.BeforeTool && !inner.Contains(e.CallId!),
            ToolStarted e => !inner.Contains(e.CallId),
            ToolCompleted e => !inner.Contains(e.CallId),
            ApprovalRequested e => !inner.Contains(e.CallId),
            ApprovalDecided e => !inner.Contains(e.CallId),
            _ => true,
        })];
    }

    private static bool IsUndone(List<RunEvent> events) => events.Exists(e => e is RunResumed { By: Compensator.Name } or UndoStarted or UndoCompleted);

    /// <summary>The calls that tools made, or that are those of child runs.</summary>
    private static HashSet<string> InnerCalls(List<RunEvent> events) =>
    [
        .. events.Select(e => e switch
        {
            ToolStarted { ParentCallId: not null } s => s.CallId,
            ToolCompleted { ParentCallId: not null } c => c.CallId,
            ApprovalRequested { ParentCallId: not null } a => a.CallId,
            DoubtRaised { ParentCallId: not null } d => d.CallId,
            _ => null,
        }).OfType<string>(),
    ];

    private static int QuietPoint(string runId, List<RunEvent> events, long from, int asked)
    {
        var quiet = asked;
        var state = RunState.Fold(runId, events.Take(asked));
        for (var i = asked; i < from; i++)
        {
            state = state.Apply(events[i]);
            if (state.Early.Count == 0 && !state.Calls.Any(c => c.Phase is ToolCallPhase.Started or ToolCallPhase.Interrupted or ToolCallPhase.AwaitingVerdict or ToolCallPhase.AwaitingNested))
                quiet = i + 1;
        }
        return quiet;
    }
}
