using System.Text.Json;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Arguments made to fit their schema as far as that takes no guess.</summary>
/// <param name="Value">The arguments; the very element that was given when nothing changed.</param>
/// <param name="Changes">What was changed; empty when nothing was.</param>
public readonly record struct ArgumentCoercionResult(JsonElement Value, IReadOnlyList<ArgumentChange> Changes);
