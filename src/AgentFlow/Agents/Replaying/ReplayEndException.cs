namespace AgentFlow.Agents.Replaying;

/// <summary>There is nothing recorded for what the agent asks, so the replay ends here. Never leaves <see cref="Replayer"/>.</summary>
internal sealed class ReplayEndException(string message) : Exception(message);
