using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox;

/// <summary>Carries who may call a tool; found through any wrappers around it with <c>GetService</c>.</summary>
internal sealed class CallersFunction(AIFunction inner, ToolCallers callers) : DelegatingAIFunction(inner)
{
    public ToolCallers Callers => callers;
}
