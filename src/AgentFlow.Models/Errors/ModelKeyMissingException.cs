namespace AgentFlow.Models;

/// <summary>The provider needs a key and none was given; the message names where one is looked for.</summary>
public sealed class ModelKeyMissingException : ModelException
{
    internal ModelKeyMissingException(string message, ModelFailure failure)
        : base("key_missing", message, failure)
    {
    }
}
