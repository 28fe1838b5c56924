namespace AgentFlow.Sandbox;

/// <summary>Who may call a tool of an agent with code mode.</summary>
public enum ToolCallers
{
    /// <summary>Scripts alone: the model finds it among the declarations, and not among its tools.</summary>
    Code,

    /// <summary>The model alone, by a call of its own.</summary>
    Direct,

    /// <summary>Both.</summary>
    Both,
}
