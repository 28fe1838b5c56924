namespace AgentFlow.JavaScript.Objects;

/// <summary>The state of a promise.</summary>
internal enum PromiseState : byte
{
    Pending,
    Fulfilled,
    Rejected,
}
