namespace AgentFlow.Models;

/// <summary>The server does not know the model; the message lists the nearest of those it offers.</summary>
public sealed class ModelNotFoundException : ModelException
{
    internal ModelNotFoundException(string message, ModelFailure failure, IReadOnlyList<string> available)
        : base("model_not_found", message, failure) => Available = available;

    /// <summary>The models that the server says it offers; empty when it could not be asked.</summary>
    public IReadOnlyList<string> Available { get; }
}
