namespace AgentFlow.Testing.Conformance;

/// <summary>An implementation did not do what its contract says. The message tells what was expected and what was found.</summary>
public sealed class ConformanceException : Exception
{
    /// <summary>Says what was expected and what was found.</summary>
    /// <param name="message">Both, as sentences.</param>
    public ConformanceException(string message)
        : base(message)
    {
    }
}
