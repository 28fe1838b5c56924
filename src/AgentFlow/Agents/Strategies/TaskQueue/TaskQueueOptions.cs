namespace AgentFlow.Agents.Strategies;

/// <summary>How long a queue of tasks goes on.</summary>
public sealed class TaskQueueOptions
{
    /// <summary>How many tasks are carried out; then the answer is made of their results. From 1.</summary>
    /// <value>5. <see cref="RunLimits.MaxIterations"/> counts each task with its new tasks and their order as three turns, and each answer with calls of tools as one more.</value>
    public int MaxRounds { get; set; } = 5;

    /// <summary>How many tasks the queue may ever have had, those that are done included; further ones are dropped. From 1.</summary>
    /// <value>20.</value>
    public int MaxTasks { get; set; } = 20;

    /// <summary>
    /// How often a model whose list cannot be read is asked again. Then the objective is the only task, a result leads to no new tasks, or the order stays. From 0.
    /// </summary>
    /// <value>2.</value>
    public int MaxListRetries { get; set; } = 2;

    /// <summary>How many characters of a result later tasks and the answer are shown. From 100.</summary>
    /// <value>2,000.</value>
    public int MaxResultLength { get; set; } = 2000;

    /// <summary>The texts that are sent to models.</summary>
    public TaskQueuePrompts Prompts { get; set; } = new();
}
