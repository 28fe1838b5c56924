namespace AgentFlow.Memory;

/// <summary>
/// Carried by an exception of a model client that refuses a request because it is longer than the model's context. An agent shows the
/// model a shorter view and asks once more.
/// </summary>
public interface IContextTooLong
{
    /// <summary>How many tokens the model takes, if its answer says so.</summary>
    int? MaxTokens { get; }
}
