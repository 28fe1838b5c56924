using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Sandbox;

/// <summary>
/// One tool in place of many: the model writes a script that calls the others, in loops and at the same time, and returns only what matters. Every call of a
/// script takes the same way as one of the model's; a script that is interrupted is run again, and is given what its calls had come to.
/// </summary>
public static class CodeMode
{
    /// <summary>The tool that runs scripts. It must be called by an agent, in whose runs the calls of a script are journaled.</summary>
    /// <param name="tools">What scripts can call; those with <see cref="ToolCallers.Direct"/> are left out.</param>
    /// <param name="options">Limits and texts; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range, or two tools have the same name.</exception>
    public static AIFunction Create(IEnumerable<AIFunction> tools, CodeModeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tools);
        var checkedOptions = (options ?? new CodeModeOptions()).Validated();
        return new CodeModeFunction([.. tools.Where(t => CallersOf(t) != ToolCallers.Direct)], checkedOptions).WithEffect(ToolEffect.Keyed);
    }

    /// <summary>All that an agent needs for its <c>Tools</c>: the tool that runs scripts, and those that the model may call itself.</summary>
    /// <param name="tools">The tools; each says with <see cref="WithCallers"/> who may call it, and is for scripts alone where it says nothing.</param>
    /// <param name="options">Limits and texts; copied.</param>
    /// <exception cref="ArgumentException">Options are out of range, or two tools have the same name.</exception>
    public static IList<AIFunction> CreateTools(IEnumerable<AIFunction> tools, CodeModeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tools);
        AIFunction[] all = [.. tools];
        return [Create(all, options), .. all.Where(t => CallersOf(t) != ToolCallers.Code)];
    }

    /// <summary>The same tool, with who may call it in an agent with code mode.</summary>
    /// <param name="tool">Any tool.</param>
    /// <param name="callers">Who may call it.</param>
    public static AIFunction WithCallers(this AIFunction tool, ToolCallers callers) => new CallersFunction(tool, callers);

    private static ToolCallers CallersOf(AIFunction tool) => tool.GetService<CallersFunction>()?.Callers ?? ToolCallers.Code;
}
