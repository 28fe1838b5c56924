using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Carries an effect and a probe; found through any wrappers around it with <c>GetService</c>.</summary>
internal sealed class ToolEffectFunction(AIFunction inner, ToolEffect effect, ToolProbe? probe) : DelegatingAIFunction(inner)
{
    public ToolEffect Effect => effect;

    public ToolProbe? Probe => probe;
}
