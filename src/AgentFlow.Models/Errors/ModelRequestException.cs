namespace AgentFlow.Models;

/// <summary>
/// The server refused the request for a reason of its own, quoted in the message; sending it again unchanged will not help.
/// </summary>
public sealed class ModelRequestException : ModelException
{
    internal ModelRequestException(string message, ModelFailure failure)
        : base("request_rejected", message, failure)
    {
    }
}
