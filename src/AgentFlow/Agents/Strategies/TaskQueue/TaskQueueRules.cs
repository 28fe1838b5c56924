namespace AgentFlow.Agents.Strategies;

/// <summary>The bounds of a queue, and the questions whose answers are lists.</summary>
internal sealed record TaskQueueRules(int MaxRounds, int MaxTasks, StrategyQuestion<NewTasks> Tasks, StrategyQuestion<TaskOrder> Order);
