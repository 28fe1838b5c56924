namespace AgentFlow.Runs;

/// <summary>The journal has no run with this id.</summary>
public sealed class RunNotFoundException : Exception
{
    /// <summary>Names the run that was looked for.</summary>
    /// <param name="runId">The run.</param>
    public RunNotFoundException(string runId)
        : base($"The journal has no run '{runId}'. Check the id, and that the agent was given the journal that the run was written to.") => RunId = runId;

    /// <summary>The run that was looked for.</summary>
    public string RunId { get; }
}
