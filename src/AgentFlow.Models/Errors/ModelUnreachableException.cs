namespace AgentFlow.Models;

/// <summary>No connection to the server could be made, or it did not answer in time.</summary>
public sealed class ModelUnreachableException : ModelException
{
    internal ModelUnreachableException(string message, ModelFailure failure)
        : base("unreachable", message, failure)
    {
    }
}
