using AgentFlow.Memory;

namespace AgentFlow.Models;

/// <summary>
/// The messages, tools and room for the answer are more than the model's context holds; a shorter view of the history may pass.
/// </summary>
public sealed class ModelContextTooLongException : ModelException, IContextTooLong
{
    internal ModelContextTooLongException(string message, ModelFailure failure)
        : base("context_too_long", message, failure)
    {
    }

    /// <inheritdoc />
    /// <value>Null: servers say it in their own words only, in the message.</value>
    public int? MaxTokens => null;
}
