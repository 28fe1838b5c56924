namespace AgentFlow.Agents.Strategies;

/// <summary>What came of a question: a value, or what is wrong with the newest answer.</summary>
internal sealed record StrategyReading<T>(T? Value, IReadOnlyList<string> Problems, bool IsGivenUp) where T : class;
