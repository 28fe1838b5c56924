using AgentFlow.Memory;

namespace AgentFlow.Agents.Replaying;

/// <summary>The model refused a request as too long, then.</summary>
internal sealed class RecordedTooLongException(string message) : Exception(message), IContextTooLong
{
    public int? MaxTokens => null;
}
