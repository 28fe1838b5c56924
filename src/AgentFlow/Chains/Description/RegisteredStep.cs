namespace AgentFlow.Chains;

/// <summary>A step of a registry: as it was given, and as stored flows put it together.</summary>
internal sealed record RegisteredStep(Chain Chain, Chain<object?, object?> Erased);
