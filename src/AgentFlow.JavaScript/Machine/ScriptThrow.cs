using AgentFlow.JavaScript.Objects;

namespace AgentFlow.JavaScript.Machine;

/// <summary>A JavaScript exception on its way through .NET frames: thrown by built-ins and slow paths, turned back into the script's own handling
/// where the machine's loop catches it. Script that throws within its own frames never makes one.</summary>
internal sealed class ScriptThrow(Value value) : Exception
{
    /// <summary>What was thrown.</summary>
    public Value Value { get; } = value;

    public override string Message => $"A script threw: {Value}";
}
