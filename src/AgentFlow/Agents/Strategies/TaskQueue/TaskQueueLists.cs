using System.Text.Json.Serialization;

namespace AgentFlow.Agents.Strategies;

/// <summary>Tasks that a model thinks of.</summary>
internal sealed record NewTasks
{
    public required IReadOnlyList<string> Tasks { get; init; }
}

/// <summary>The numbers of the open tasks, the most important first.</summary>
internal sealed record TaskOrder
{
    public required IReadOnlyList<int> Order { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NewTasks))]
[JsonSerializable(typeof(TaskOrder))]
internal sealed partial class TaskQueueJsonContext : JsonSerializerContext;
