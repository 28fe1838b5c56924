namespace AgentFlow.JavaScript;

/// <summary>The limits that end a script for good.</summary>
public enum LimitKind
{
    /// <summary>Instructions, and what built-in functions do per element, character or step.</summary>
    Fuel,

    /// <summary>Bytes that the script keeps alive.</summary>
    Memory,

    /// <summary>Time that the machine computed, without the time it waited for the host.</summary>
    Time,

    /// <summary>Characters written to the console, passed to host functions or returned.</summary>
    Output,
}
