namespace AgentFlow.Agents.Strategies;

/// <summary>A task with its number, and what came of it.</summary>
internal sealed record QueuedTask(int Number, string Text, string? Result = null);
