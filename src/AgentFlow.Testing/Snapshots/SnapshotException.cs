namespace AgentFlow.Testing;

/// <summary>Events are not what a snapshot says; the message shows where.</summary>
public sealed class SnapshotException : Exception
{
    internal SnapshotException(string message)
        : base(message)
    {
    }
}
