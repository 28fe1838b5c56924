namespace AgentFlow.Models;

/// <summary>The server refused the key (401) or what the key may do (403).</summary>
public sealed class ModelUnauthorizedException : ModelException
{
    internal ModelUnauthorizedException(string message, ModelFailure failure)
        : base("unauthorized", message, failure)
    {
    }
}
