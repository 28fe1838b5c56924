namespace AgentFlow.Models;

/// <summary>A model backend could not answer. Its subtypes tell apart what a caller can do about it.</summary>
/// <remarks>
/// Messages quote the server's own words, never a key. A cancelled call throws <see cref="OperationCanceledException"/>, not this.
/// </remarks>
public abstract class ModelException : Exception
{
    private protected ModelException(string code, string message, ModelFailure failure)
        : base(message, failure.InnerException)
    {
        Code = code;
        Provider = failure.Provider;
        Model = failure.Model;
        StatusCode = failure.StatusCode;
        ServerCode = failure.ServerCode;
    }

    /// <summary>A short name of the kind of failure, such as <c>rate_limited</c>, that stays the same between versions.</summary>
    public string Code { get; }

    /// <summary>The backend that failed, as it is written before the slash of a model name: <c>openai</c>, <c>ollama</c> ...</summary>
    public string Provider { get; }

    /// <summary>The model that was asked for.</summary>
    public string Model { get; }

    /// <summary>The HTTP status of the answer, or of the error object inside a stream; null when there was none.</summary>
    public int? StatusCode { get; }

    /// <summary>The server's own code for the error, such as <c>insufficient_quota</c>; null when it gave none.</summary>
    public string? ServerCode { get; }
}
