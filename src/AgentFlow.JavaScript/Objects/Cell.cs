namespace AgentFlow.JavaScript.Objects;

/// <summary>The box of a variable that a closure captures. A loop makes a fresh one per iteration.</summary>
internal sealed class Cell(Value value) : HeapValue(ValueTag.Internal)
{
    public const int Bytes = 40;

    public Value Value = value;
}
