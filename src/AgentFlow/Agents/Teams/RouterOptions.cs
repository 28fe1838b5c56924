namespace AgentFlow.Agents.Teams;

/// <summary>What a router is made of.</summary>
public sealed class RouterOptions : TeamOptions
{
    /// <summary>The name of the member that answers when the model chooses nobody, or nobody that there is, and when the one that it chose has failed.</summary>
    /// <value>Null: the first.</value>
    public string? Default { get; set; }
}
