using System.ComponentModel;
using System.Text.Json;

namespace AgentFlow.Agents.Planning;

/// <summary>One step of a <see cref="Plan"/>.</summary>
[Description("A step of a plan.")]
public sealed record PlanStep
{
    /// <summary>Names the step within its plan: 1 to 40 letters, digits, - and _.</summary>
    [Description("A short name of its own: letters, digits, - and _.")]
    public required string Id { get; init; }

    /// <summary>What is to be done, in words that can be understood without the rest of the plan.</summary>
    [Description("What is to be done, understandable without the rest of the plan.")]
    public required string Task { get; init; }

    /// <summary>The steps whose results it needs; it begins when all of them are done.</summary>
    /// <value>Empty: it can begin at once.</value>
    // Source-generated readers set what the JSON leaves out to null.
    [Description("The ids of the steps whose results it needs.")]
    public IReadOnlyList<string> DependsOn { get; init => field = value ?? []; } = [];

    /// <summary>The agent meant to do it, or a tool of the agent that is; null for the first executor.</summary>
    [Description("The agent or tool meant to do it, if one is.")]
    public string? Use { get; init; }

    /// <summary>A JSON Schema of an object that the result must match; null for a text.</summary>
    [Description("A JSON Schema of an object that the result must match, if it needs a form.")]
    public JsonElement? OutputSchema { get; init; }

    /// <summary>How to see that it is done; whoever does the step is told to check it, and to give up when it cannot be met.</summary>
    [Description("How to see that it is done, where that is not plain.")]
    public string? DoneWhen { get; init; }

    /// <summary>Whether the two ask for the same work.</summary>
    internal bool IsSameAs(PlanStep other) =>
        Id == other.Id && Task == other.Task && Use == other.Use && DoneWhen == other.DoneWhen && DependsOn.SequenceEqual(other.DependsOn)
        && (OutputSchema is { } schema ? other.OutputSchema is { } others && JsonElement.DeepEquals(schema, others) : other.OutputSchema is null);
}
