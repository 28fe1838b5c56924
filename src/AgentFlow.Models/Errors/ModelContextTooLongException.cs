namespace AgentFlow.Models;

/// <summary>
/// The messages, tools and room for the answer are more than the model's context holds; a shorter view of the history may pass.
/// </summary>
public sealed class ModelContextTooLongException : ModelException
{
    internal ModelContextTooLongException(string message, ModelFailure failure)
        : base("context_too_long", message, failure)
    {
    }
}
