namespace AgentFlow.JsonSchema.Repair;

/// <summary>A value at the top of the text: its bytes in the output, and where it began in the text.</summary>
internal readonly record struct RootValue(int Start, int End, int Offset);
