namespace AgentFlow.JsonSchema.Coercion;

/// <summary>The formats of text that are put right.</summary>
internal enum TextFormat
{
    None,
    Date,
    DateTime,
    Time,
}
