using AgentFlow.Models.Offline.Planning;

namespace AgentFlow.Models.Offline;

/// <summary>What the model says: a text, or calls, or both.</summary>
internal sealed record Reply(string Text, IReadOnlyList<PlannedCall> Calls);
