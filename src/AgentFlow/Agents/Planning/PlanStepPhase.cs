namespace AgentFlow.Agents.Planning;

/// <summary>Where a step of a plan stands.</summary>
public enum PlanStepPhase
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>It is being worked on.</summary>
    Running,

    /// <summary>It was being worked on when the process ended, or got the decisions that it waited for: its child run goes on where it was.</summary>
    Interrupted,

    /// <summary>Its child run waits for decisions of a person.</summary>
    Suspended,

    /// <summary>It is finished, and never done again.</summary>
    Done,

    /// <summary>Its newest try failed.</summary>
    Failed,
}
