using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Carries an undo; found through any wrappers around it with <c>GetService</c>.</summary>
internal sealed class ToolUndoFunction(AIFunction inner, ToolUndo undo, ToolEffect effect) : DelegatingAIFunction(inner)
{
    public ToolUndo Undo => undo;

    /// <summary>What running the undo twice does.</summary>
    public ToolEffect Effect => effect;
}
