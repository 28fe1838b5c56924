namespace AgentFlow.JavaScript.Machine;

/// <summary>The end of a machine at a limit. Nothing in the machine catches it, so no handler, finally block, job or iterator of the script runs afterwards.</summary>
internal sealed class ScriptTerminated(LimitKind limit, string message) : Exception(message)
{
    public LimitKind Limit { get; } = limit;
}
