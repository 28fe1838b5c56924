using AgentFlow.Tools;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>One call of a sandboxed tool, as its capabilities see it: it is the state of every <see cref="JavaScript.HostCall"/> that the tool's script makes.</summary>
public sealed class SandboxCall
{
    /// <summary>The name of the tool.</summary>
    public required string Tool { get; init; }

    /// <summary>The agent's call, with run, session, user and tenant; null where something other than an agent called the tool.</summary>
    public ToolContext? Context { get; init; }
}
