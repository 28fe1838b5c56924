namespace AgentFlow.Runs;

/// <summary>
/// Somebody else appended to the run first, most likely another process that resumed it. Nothing was written; this process must let
/// the run go.
/// </summary>
public sealed class RunConflictException : Exception
{
    /// <summary>Says which versions met.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="expectedVersion">The version that the writer built on.</param>
    /// <param name="actualVersion">The version that the run has.</param>
    public RunConflictException(string runId, long expectedVersion, long actualVersion)
        : base($"Run '{runId}' has version {actualVersion}, not {expectedVersion}: it is being continued elsewhere. Leave it to the other process, or resume it anew once that has ended.")
    {
        RunId = runId;
        ExpectedVersion = expectedVersion;
        ActualVersion = actualVersion;
    }

    /// <summary>The run.</summary>
    public string RunId { get; }

    /// <summary>The version that the writer built on.</summary>
    public long ExpectedVersion { get; }

    /// <summary>The version that the run has.</summary>
    public long ActualVersion { get; }
}
