namespace AgentFlow.Models;

/// <summary>The server asks for fewer requests or tokens, or the account's quota is used up (429).</summary>
public sealed class ModelRateLimitedException : ModelException
{
    internal ModelRateLimitedException(string message, ModelFailure failure, TimeSpan? retryAfter = null)
        : base("rate_limited", message, failure) => RetryAfter = retryAfter;

    /// <summary>How long the server asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; }
}
