namespace AgentFlow.JavaScript.Machine;

/// <summary>What a job does.</summary>
internal enum JobKind : byte
{
    Fulfilled,
    Rejected,
    ResolveThenable,
}
