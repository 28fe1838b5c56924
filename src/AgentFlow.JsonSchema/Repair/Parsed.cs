namespace AgentFlow.JsonSchema.Repair;

/// <summary>What came of reading a part of a text.</summary>
internal enum Parsed
{
    /// <summary>It was written to the output.</summary>
    Value,

    /// <summary>The text ended first; nothing that counts was written.</summary>
    Nothing,

    /// <summary>A key without a colon: the braces are a Python set.</summary>
    Set,

    /// <summary>It can't be read; the parser's failure says why.</summary>
    Failed,
}
