using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Strategies;

/// <summary>What an action turns out to be: calls, or the answer in an action's clothes, or neither.</summary>
internal readonly record struct ProtocolAction(IReadOnlyList<FunctionCallContent> Calls, string? Answer = null)
{
    public static ProtocolAction None => new([]);
}
