using AgentFlow.Memory;

namespace AgentFlow.Runs;

/// <summary>What one call of <see cref="IRunJournal.AppendAsync"/> writes.</summary>
public sealed class RunAppend
{
    /// <summary>The run; a new one when <see cref="ExpectedVersion"/> is 0.</summary>
    public required string RunId { get; init; }

    /// <summary>The number of events that the run must have for the append to take place. From 0.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The events, in order. Not empty; the first event of a run is <see cref="RunStarted"/>. The list is the caller's again once the append
    /// has returned: a journal that keeps events copies them out of it.</summary>
    public required IReadOnlyList<RunEvent> Events { get; init; }

    /// <summary>Messages that become part of a session in the same transaction, when the run ends; otherwise null.</summary>
    public SessionAppend? Session { get; init; }
}
