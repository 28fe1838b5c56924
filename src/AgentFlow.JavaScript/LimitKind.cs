namespace AgentFlow.JavaScript;

/// <summary>The limits that end a script.</summary>
public enum LimitKind
{
    /// <summary>Instructions and their equivalents in built-in loops.</summary>
    Fuel,

    /// <summary>Bytes that the script keeps alive.</summary>
    Memory,

    /// <summary>Wall-clock time that the machine computed, without the time it waited for the host.</summary>
    Time,

    /// <summary>Characters written to the console and returned.</summary>
    Output,
}
