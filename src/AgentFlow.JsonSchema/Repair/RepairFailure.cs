namespace AgentFlow.JsonSchema.Repair;

/// <summary>Why reading stopped: what was expected at a byte, or a whole sentence where nothing in particular was.</summary>
internal readonly record struct RepairFailure(JsonRepairErrorKind Kind, int Offset, string Text);
