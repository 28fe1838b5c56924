using AgentFlow.Models.Offline.Text;

namespace AgentFlow.Models.Offline.Planning;

/// <summary>What an utterance asks for: calls that can be made, calls that lack an argument, and clauses that no tool answers.</summary>
internal sealed record CallPlan(IReadOnlyList<PlannedCall> Calls, IReadOnlyList<PlannedCall> Incomplete, IReadOnlyList<Clause> Unanswered);
