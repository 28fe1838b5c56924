namespace AgentFlow.Guardrails.Pii;

/// <summary>A place in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Kind">What stands there, as it is named in placeholders.</param>
internal readonly record struct PiiSpan(int Start, int End, string Kind);
