namespace AgentFlow.Agents.Strategies;

/// <summary>A label at the beginning of a line.</summary>
/// <param name="Label">Which.</param>
/// <param name="Length">How much of the line it takes.</param>
internal readonly record struct LabelMatch(ProtocolLabel Label, int Length);
