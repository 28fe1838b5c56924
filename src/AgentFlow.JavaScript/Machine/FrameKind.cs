namespace AgentFlow.JavaScript.Machine;

/// <summary>Who waits for the result of a frame.</summary>
internal enum FrameKind : byte
{
    /// <summary>A call by script: the result goes to the caller's register.</summary>
    Call,

    /// <summary>An assignment that hit a setter: the result is dropped.</summary>
    Setter,

    /// <summary>A step of a loop over a generator: the value goes to the register and the unwrapping that follows is skipped, or the loop is left.</summary>
    Step,

    /// <summary>A built-in or the host: the loop is left with the result.</summary>
    Entry,
}
