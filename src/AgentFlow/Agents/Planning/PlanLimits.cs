namespace AgentFlow.Agents.Planning;

/// <summary>How large a plan may be, and how stubborn its execution.</summary>
public sealed class PlanLimits
{
    /// <summary>How many steps a plan may have, finished ones included. From 1.</summary>
    /// <value>20.</value>
    public int MaxSteps { get; set; } = 20;

    /// <summary>How many steps run at the same time. From 1.</summary>
    /// <value>4.</value>
    public int MaxParallelSteps { get; set; } = 4;

    /// <summary>How often a failed step is tried again before the replanner hears of it. From 0.</summary>
    /// <value>1.</value>
    public int MaxStepRetries { get; set; } = 1;

    /// <summary>How many times in a row the plan may be edited without a step being finished; then the run answers with what is known. From 0.</summary>
    /// <value>2.</value>
    public int MaxReplansWithoutProgress { get; set; } = 2;

    /// <summary>How often a model whose plan, edit or answer is not valid may try again. From 0.</summary>
    /// <value>2.</value>
    public int MaxPlanRetries { get; set; } = 2;

    /// <summary>How many characters of a step's result its dependants, the replanner and the synthesis are shown; dependants can read the rest with a tool. From 100.</summary>
    /// <value>4,000.</value>
    public int MaxResultLength { get; set; } = 4000;
}
