namespace AgentFlow.Agents.Strategies;

/// <summary>What a queue of tasks needs next.</summary>
internal enum TaskQueuePhase
{
    /// <summary>The first tasks.</summary>
    Begin,

    /// <summary>The first open task carried out.</summary>
    Execute,

    /// <summary>New tasks made of the newest result.</summary>
    Create,

    /// <summary>The open tasks put in order.</summary>
    Order,

    /// <summary>The answer.</summary>
    Answer,
}
