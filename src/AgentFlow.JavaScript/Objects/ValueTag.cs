namespace AgentFlow.JavaScript.Objects;

/// <summary>What a heap value is. <see cref="Object"/> and above are objects, <see cref="Function"/> is callable.</summary>
internal enum ValueTag : byte
{
    Undefined,
    Null,
    Boolean,

    /// <summary>An absent array element, or a variable before its declaration has run. Script never sees it.</summary>
    Hole,
    String,
    Symbol,
    BigInt,

    /// <summary>Cells, accessors, shapes: in registers and slots, never in the hands of script.</summary>
    Internal,
    Object,
    Function,
}
