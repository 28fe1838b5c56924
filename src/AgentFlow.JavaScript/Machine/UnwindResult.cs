namespace AgentFlow.JavaScript.Machine;

/// <summary>Where an exception went.</summary>
internal enum UnwindResult
{
    /// <summary>A handler took it; the loop goes on with the topmost frame.</summary>
    Continue,

    /// <summary>An async function entered from outside took it into its promise; the loop is left.</summary>
    Exit,

    /// <summary>Nobody within the loop took it.</summary>
    Rethrow,
}
