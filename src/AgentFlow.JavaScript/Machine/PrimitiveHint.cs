namespace AgentFlow.JavaScript.Machine;

/// <summary>What ToPrimitive would like to get.</summary>
internal enum PrimitiveHint
{
    Default,
    Number,
    String,
}
