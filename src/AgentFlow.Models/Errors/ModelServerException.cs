namespace AgentFlow.Models;

/// <summary>The server failed (5xx), or sent an error or something that is not an answer where the answer should be.</summary>
public sealed class ModelServerException : ModelException
{
    internal ModelServerException(string message, ModelFailure failure, TimeSpan? retryAfter = null)
        : base("server_error", message, failure) => RetryAfter = retryAfter;

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
