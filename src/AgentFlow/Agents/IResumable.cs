using AgentFlow.Runs;

namespace AgentFlow.Agents;

/// <summary>Something whose runs can be continued by their ids, of whatever kind they are: an <see cref="Agent"/>, a plan-and-execute agent. For workers, and for those who pass on decisions.</summary>
public interface IResumable
{
    /// <summary>The name, as its runs carry it.</summary>
    string Name { get; }

    /// <summary>Where its runs are kept.</summary>
    IRunJournal Journal { get; }

    /// <summary>
    /// Continues a run from its last event: after a crash or a failure, out of the queue, or with decisions that it waits for. A run that has ended, or that waits and is given no
    /// decision, is returned as it is.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="decisions">What was decided about <see cref="RunState.Pending"/> calls; those left out go on waiting.</param>
    /// <param name="cancellationToken">Stops the run where it is; it can be resumed.</param>
    /// <exception cref="RunNotFoundException">The journal has no such run.</exception>
    /// <exception cref="ArgumentException">A decision does not fit, or the run is not of this kind.</exception>
    /// <exception cref="RunConflictException">Somebody else has resumed it.</exception>
    Task<RunResult> ResumeAsync(string runId, IReadOnlyList<ToolDecision>? decisions = null, CancellationToken cancellationToken = default);
}
