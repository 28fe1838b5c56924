using Microsoft.Extensions.AI;

namespace AgentFlow.Tools;

/// <summary>
/// What a tool may know of the call that it answers. A tool made with <see cref="Tool.Create"/> declares a parameter of this type;
/// any other reads it with <see cref="From"/>.
/// </summary>
public sealed class ToolContext
{
    private const int MaxUses = 100;
    private readonly Lock _gate = new();
    private List<ToolUse>? _uses;

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

    /// <summary>What was recorded so far, in its order.</summary>
    /// <value>Empty when nothing was.</value>
    public IReadOnlyList<ToolUse> Uses
    {
        get
        {
            lock (_gate)
                return _uses is null ? [] : [.. _uses];
        }
    }

    /// <summary>
    /// Notes that the tool used something, so that it stands in the journal with the call's result. A use that differs from an earlier one in bytes alone is
    /// counted there. Safe to call from several tasks at once; what is noted after the call has ended is not journaled.
    /// </summary>
    /// <param name="use">What was used. From the 100th kind of use on, all are counted as one, <c>more</c>, of their capability.</param>
    public void Record(ToolUse use)
    {
        ArgumentNullException.ThrowIfNull(use);
        lock (_gate)
        {
            _uses ??= [];
            var same = _uses.FindIndex(u => IsSame(u, use));
            if (same < 0 && _uses.Count >= MaxUses)
            {
                use = use with { What = "more", Outcome = "not listed" };
                same = _uses.FindIndex(u => IsSame(u, use));
            }
            if (same < 0)
                _uses.Add(use);
            else
                _uses[same] = _uses[same] with { Count = _uses[same].Count + use.Count, Bytes = Sum(_uses[same].Bytes, use.Bytes) };
        }
    }

    /// <summary>The context of a call made by an agent; null when something else called the tool.</summary>
    /// <param name="arguments">What the tool was called with.</param>
    public static ToolContext? From(AIFunctionArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return arguments.Context is { } context && context.TryGetValue(typeof(ToolContext), out var value) ? value as ToolContext : null;
    }

    private static bool IsSame(ToolUse a, ToolUse b) => a.Capability == b.Capability && a.What == b.What && a.Outcome == b.Outcome;

    private static long? Sum(long? a, long? b) => a is null && b is null ? null : (a ?? 0) + (b ?? 0);
}
