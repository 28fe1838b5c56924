namespace AgentFlow.JavaScript.Machine;

/// <summary>The life of a generator.</summary>
internal enum CoroutineState : byte
{
    /// <summary>Created, the body has not begun.</summary>
    Start,
    Suspended,
    Running,

    /// <summary>An async generator that is over and awaits the value that it was asked to return.</summary>
    AwaitingReturn,
    Done,
}
