using AgentFlow.Prompts;

namespace AgentFlow.Sandbox.Packs;

/// <summary>What a model is told when a tool of a pack gives no result, beside the messages that the tool's script throws itself.</summary>
public sealed record ToolPackPrompts
{
    /// <summary>Arguments that break the schema, where no agent has checked them before. Placeholder: <c>{errors}</c>.</summary>
    /// <value>"The arguments do not fit: {errors}"</value>
    public PromptTemplate InvalidArguments { get; init; } = PromptTemplate.Parse("The arguments do not fit: {errors}");

    /// <summary>A script that wanted more than its limits allow. Placeholder: <c>{limit}</c>: "fuel", "memory", "time" or "output".</summary>
    /// <value>"It reached its limit of {limit} and was stopped. Ask for less at a time."</value>
    public PromptTemplate LimitReached { get; init; } = PromptTemplate.Parse("It reached its limit of {limit} and was stopped. Ask for less at a time.");

    /// <summary>A script with a fault: its result breaks its own schema, or it waits for what never comes. What it is stands in the run's events.</summary>
    /// <value>"The tool has a fault and gave no result. Calling it again will not help."</value>
    public PromptTemplate Faulty { get; init; } = PromptTemplate.Parse("The tool has a fault and gave no result. Calling it again will not help.");
}
