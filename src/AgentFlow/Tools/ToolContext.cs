using AgentFlow.Agents.Teams;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>
/// What a tool may know of the call that it answers. A tool made with <see cref="Tool.Create"/> declares a parameter of this type;
/// any other reads it with <see cref="From"/>.
/// </summary>
public sealed class ToolContext
{
    /// <summary>The run that made the call.</summary>
    public required string RunId { get; init; }

    /// <summary>The session that the run belongs to, if it belongs to one.</summary>
    public string? SessionId { get; init; }

    /// <summary>The user on whose behalf the run acts, if the request said so.</summary>
    public string? User { get; init; }

    /// <summary>The user's tenant, if the request said so.</summary>
    public string? Tenant { get; init; }

    /// <summary>The call's id, unique within one answer of the model.</summary>
    public required string CallId { get; init; }

    /// <summary>The same for every attempt at this call, in this process or a later one, and for no other call of any run.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>The run that makes the call, for a tool that is an agent.</summary>
    internal CallingRun? Caller { get; init; }

    /// <summary>The context of a call made by an agent; null when something else called the tool.</summary>
    /// <param name="arguments">What the tool was called with.</param>
    public static ToolContext? From(AIFunctionArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.Context is { } context && context.TryGetValue(typeof(ToolContext), out var value) ? value as ToolContext : null;
    }
}
