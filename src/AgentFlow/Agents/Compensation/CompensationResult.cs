using AgentFlow.Runs;

namespace AgentFlow.Agents.Compensation;

/// <summary>What came of undoing a run.</summary>
public sealed class CompensationResult
{
    internal CompensationResult(string runId, IReadOnlyList<UndoCompleted> calls)
    {
        RunId = runId;
        Calls = calls;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>What became of each call that had to be undone, in the order in which that was tried: the newest first.</summary>
    public IReadOnlyList<UndoCompleted> Calls { get; }

    /// <summary>Whether nothing is left of the run, as far as its tools declare; otherwise some of <see cref="Calls"/> are for a person to look at.</summary>
    public bool IsComplete => Calls.All(c => c.Outcome == UndoOutcome.Undone);
}
