namespace AgentFlow.Hosting.Schedules;

/// <summary>What becomes of a schedule's times that came while no worker was there.</summary>
public enum MissedOccurrences
{
    /// <summary>Nothing: the next time counts.</summary>
    Skip,

    /// <summary>The last of them is made up for, once, when a worker is there again.</summary>
    RunOnce,
}
