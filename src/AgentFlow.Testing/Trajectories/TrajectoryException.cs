namespace AgentFlow.Testing;

/// <summary>A run did not take the way that a test expects; the message shows the way it took.</summary>
public sealed class TrajectoryException : Exception
{
    internal TrajectoryException(string message)
        : base(message)
    {
    }
}
