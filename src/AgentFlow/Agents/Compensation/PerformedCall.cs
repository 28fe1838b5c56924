using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Agents.Compensation;

/// <summary>A call that a run started, and what the journal knows of it and of its undo.</summary>
internal sealed class PerformedCall(ToolStarted started, PerformedCall? caller)
{
    public ToolStarted Started { get; private set; } = started;

    /// <summary>The call whose tool made this one; null for a call of the model's.</summary>
    public PerformedCall? Caller => caller;

    public ToolCompleted? Completed { get; private set; }

    /// <summary>Whether its tool called others: then those are what it did.</summary>
    public bool MadeCalls { get; private set; }

    public bool IsUndoStarted { get; private set; }

    public UndoCompleted? Undone { get; private set; }

    /// <summary>Whether nobody has seen it end.</summary>
    public bool IsInDoubt => Completed is null or { Outcome: ToolOutcome.TimedOut };

    /// <summary>Whether the tool said that it was done. One that threw said that it was not.</summary>
    public bool IsDone => Completed is { Outcome: ToolOutcome.Succeeded or ToolOutcome.Withheld };

    /// <summary>All calls of a run in the order in which they were started.</summary>
    public static IReadOnlyList<PerformedCall> Of(IEnumerable<RunEvent> events)
    {
        var calls = new List<PerformedCall>();
        foreach (var e in events)
        {
            switch (e)
            {
                case ToolStarted started when calls.FindLast(c => c.Started.IdempotencyKey == started.IdempotencyKey) is { } again:
                    again.Started = started;
                    break;
                case ToolStarted started:
                    var caller = started.ParentCallId is { } parent ? calls.FindLast(c => c.Started.CallId == parent) : null;
                    caller?.MadeCalls = true;
                    calls.Add(new PerformedCall(started, caller));
                    break;
                case ToolCompleted completed when calls.FindLast(c => c.Started.CallId == completed.CallId) is { Completed: null } call:
                    // Ids are unique within one answer only, and a call that was refused never started: it finds none that is open.
                    call.Completed = completed;
                    break;
                case UndoStarted undo:
                    Find(undo.IdempotencyKey).IsUndoStarted = true;
                    break;
                case UndoCompleted undo:
                    Find(undo.IdempotencyKey).Undone = undo;
                    break;
            }
        }
        return calls;

        PerformedCall Find(string key) => calls.Find(c => c.Started.IdempotencyKey == key)
            ?? throw new ArgumentException($"The journal has an undo of a call with key '{key}', and no such call.", nameof(events));
    }
}
