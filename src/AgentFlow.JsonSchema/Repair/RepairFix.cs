namespace AgentFlow.JsonSchema.Repair;

/// <summary>A fix by its place in bytes, before lines and columns are counted.</summary>
internal readonly record struct RepairFix(JsonFixKind Kind, int Offset);
