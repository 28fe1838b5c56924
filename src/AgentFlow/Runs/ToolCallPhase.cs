namespace AgentFlow.Runs;

/// <summary>Where one call of the model's newest answer stands.</summary>
public enum ToolCallPhase
{
    /// <summary>The model asked for it; nothing happened yet.</summary>
    Requested,

    /// <summary>It waits for a person's consent.</summary>
    AwaitingApproval,

    /// <summary>It may run: consent was given, or an earlier attempt is known to have had no effect.</summary>
    Cleared,

    /// <summary>The tool is running.</summary>
    Started,

    /// <summary>The process ended while the tool was running.</summary>
    Interrupted,

    /// <summary>It waits for somebody who knows whether its effect happened.</summary>
    AwaitingVerdict,

    /// <summary>It waits for a call that its tool made of another; once that one is decided about, the tool is run again.</summary>
    AwaitingNested,

    /// <summary>It has its result.</summary>
    Completed,
}
