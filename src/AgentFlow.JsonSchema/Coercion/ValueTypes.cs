namespace AgentFlow.JsonSchema.Coercion;

/// <summary>A set of the types that JSON Schema knows; empty for any.</summary>
[Flags]
internal enum ValueTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    Text = 16,
    Array = 32,
    Object = 64,
}
