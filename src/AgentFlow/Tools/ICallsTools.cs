using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>
/// A tool that calls others by <see cref="ToolContext.CallAsync"/> and says which. An agent that need not have those among its own tools finds their undo there, when the
/// run is compensated. Found through any wrappers around the tool with <c>GetService</c>.
/// </summary>
public interface ICallsTools
{
    /// <summary>What it may call, by unique names.</summary>
    IEnumerable<AIFunction> CalledTools { get; }
}
