namespace AgentFlow.Agents.Strategies;

/// <summary>How calls are planned.</summary>
public sealed class ReWooOptions
{
    /// <summary>How many calls a plan may have. From 1.</summary>
    /// <value>20.</value>
    public int MaxSteps { get; set; } = 20;

    /// <summary>How often a model whose plan is not valid is told what is wrong and asked again. From 0.</summary>
    /// <value>2.</value>
    public int MaxPlanRetries { get; set; } = 2;

    /// <summary>How many characters of a result are put into the arguments of later calls and shown to the solver, each time. From 100.</summary>
    /// <value>4,000.</value>
    public int MaxEvidenceLength { get; set; } = 4000;

    /// <summary>The texts that are sent to models.</summary>
    public ReWooPrompts Prompts { get; set; } = new();
}
