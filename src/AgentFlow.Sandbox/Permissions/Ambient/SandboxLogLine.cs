namespace AgentFlow.Sandbox.Permissions;

/// <summary>A line that a sandboxed tool wrote to the log. Its text comes from the tool: treat it as data.</summary>
public sealed record SandboxLogLine
{
    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary><c>debug</c>, <c>info</c>, <c>warn</c> or <c>error</c>.</summary>
    public required string Level { get; init; }

    /// <summary>What it wrote, on one line, of at most 2,000 characters.</summary>
    public required string Message { get; init; }

    /// <summary>The run in which the tool was called.</summary>
    /// <value>Null where something other than an agent called it.</value>
    public string? RunId { get; init; }
}
