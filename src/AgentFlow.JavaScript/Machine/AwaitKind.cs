namespace AgentFlow.JavaScript.Machine;

/// <summary>Why a coroutine waits for a promise.</summary>
internal enum AwaitKind : byte
{
    /// <summary>An <c>await</c>: the function goes on with the value, or with the reason thrown.</summary>
    Await,

    /// <summary>An async generator that is over was asked to return a value: its request is answered when the value has settled.</summary>
    Return,
}
