using System.Reflection;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>Makes tools out of delegates, and adds to any tool what AgentFlow asks of it. A tool is an <see cref="AIFunction"/>.</summary>
public static class Tool
{
    /// <summary>
    /// A tool that calls <paramref name="method"/>. Its schema comes from the parameters and their <c>[Description]</c>s; parameters of type
    /// <see cref="ToolContext"/>, <see cref="IServiceProvider"/> and <see cref="CancellationToken"/> are filled in and not shown to the model.
    /// </summary>
    /// <param name="method">The code of the tool.</param>
    /// <param name="name">The name that the model sees; by default the method's.</param>
    /// <param name="description">What it does and when to use it; by default the method's <c>[Description]</c>.</param>
    /// <param name="effect">What running it twice does; by default the method's <see cref="ToolEffectAttribute"/>, else <see cref="ToolEffect.AtMostOnce"/>.</param>
    /// <param name="probe">For an at-most-once tool: finds out what became of a call in doubt.</param>
    public static AIFunction Create(Delegate method, string? name = null, string? description = null, ToolEffect? effect = null, ToolProbe? probe = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        var function = AIFunctionFactory.Create(method, new AIFunctionFactoryOptions
        {
            Name = name,
            Description = description,
            ConfigureParameterBinding = BindContext,
        });
        return effect is null && probe is null ? function : function.WithEffect(effect ?? DeclaredEffect(function), probe);
    }

    /// <summary>The same tool with a declared effect.</summary>
    /// <param name="tool">Any tool.</param>
    /// <param name="effect">What running it twice does.</param>
    /// <param name="probe">For an at-most-once tool: finds out what became of a call in doubt.</param>
    public static AIFunction WithEffect(this AIFunction tool, ToolEffect effect, ToolProbe? probe = null) => new ToolEffectFunction(tool, effect, probe);

    /// <summary>The same tool, which then runs only when a person has consented.</summary>
    /// <param name="tool">Any tool.</param>
    public static AIFunction WithApproval(this AIFunction tool) => new ApprovalRequiredAIFunction(tool);

    /// <summary>
    /// The same tool, whose results are texts of strangers: web pages, mails, documents of others. They are marked in the journal and in the session, and a taint
    /// policy looks at calls that draw on them.
    /// </summary>
    /// <param name="tool">Any tool.</param>
    public static AIFunction AsUntrusted(this AIFunction tool) => new UntrustedFunction(tool);

    /// <summary>The same tool, whose calls can be undone when their run fails or is cancelled (<see cref="Agents.Agent.CompensateAsync"/>).</summary>
    /// <param name="tool">Any tool.</param>
    /// <param name="undo">Takes back what one call did.</param>
    /// <param name="effect">What running the undo twice does. An <see cref="ToolEffect.AtMostOnce"/> undo that a crash cut off is recorded as in doubt and not run again.</param>
    public static AIFunction WithUndo(this AIFunction tool, ToolUndo undo, ToolEffect effect = ToolEffect.AtMostOnce)
    {
        ArgumentNullException.ThrowIfNull(undo);
        return new ToolUndoFunction(tool, undo, effect);
    }

    internal static ToolEffect EffectOf(AIFunction tool) => tool.GetService<ToolEffectFunction>()?.Effect ?? DeclaredEffect(tool);

    internal static ToolProbe? ProbeOf(AIFunction tool) => tool.GetService<ToolEffectFunction>()?.Probe;

    private static ToolEffect DeclaredEffect(AIFunction tool) =>
        tool.UnderlyingMethod?.GetCustomAttribute<ToolEffectAttribute>()?.Effect ?? ToolEffect.AtMostOnce;

    private static AIFunctionFactoryOptions.ParameterBindingOptions BindContext(ParameterInfo parameter) =>
        parameter.ParameterType != typeof(ToolContext) ? default : new()
        {
            ExcludeFromSchema = true,
            BindParameter = static (parameter, arguments) => ToolContext.From(arguments) ?? (parameter.HasDefaultValue
                ? null
                : throw new InvalidOperationException($"Parameter '{parameter.Name}' is filled in by an agent; the tool was called without one. Give it a default of null to allow that.")),
        };
}
