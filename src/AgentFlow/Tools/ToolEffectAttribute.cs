namespace AgentFlow.Tools;

/// <summary>Declares the effect of a method that becomes a tool. Without it a tool counts as <see cref="ToolEffect.AtMostOnce"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolEffectAttribute : Attribute
{
    /// <summary>Declares the effect.</summary>
    /// <param name="effect">What running the tool twice does.</param>
    public ToolEffectAttribute(ToolEffect effect) => Effect = effect;

    /// <summary>What running the tool twice does.</summary>
    public ToolEffect Effect { get; }
}
