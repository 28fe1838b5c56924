namespace AgentFlow.Tools;

/// <summary>When what a run has done is undone without somebody asking for it.</summary>
public enum CompensationTrigger
{
    /// <summary>Never: only <see cref="Agents.Agent.CompensateAsync"/> does it, and a run that failed can be resumed.</summary>
    OnRequest,

    /// <summary>When the run fails. It cannot be resumed then.</summary>
    OnFailure,

    /// <summary>When the run fails, or is cancelled by its token or by leaving its stream. It cannot be resumed then.</summary>
    OnFailureOrCancellation,
}
