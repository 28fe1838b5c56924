using System.Text.Json.Nodes;

namespace AgentFlow.Sandbox.Permissions;

/// <summary>Calls another tool on behalf of a sandboxed one, through the gate that every call of an agent passes.</summary>
/// <param name="tool">The name of the tool, one that was granted.</param>
/// <param name="arguments">What the script passed.</param>
/// <param name="cancellationToken">Gives up.</param>
/// <returns>The result as JSON. A failure is a <see cref="AgentFlow.Tools.ToolException"/>, whose message the script sees.</returns>
public delegate ValueTask<JsonNode?> SandboxToolCall(string tool, JsonNode? arguments, CancellationToken cancellationToken);
