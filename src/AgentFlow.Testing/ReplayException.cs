namespace AgentFlow.Testing;

/// <summary>A <see cref="ReplayingChatClient"/> was asked something else than was recorded, or the recorded call had failed.</summary>
public sealed class ReplayException : Exception
{
    internal ReplayException(string message)
        : base(message)
    {
    }
}
