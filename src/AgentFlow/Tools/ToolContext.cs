using System.Text.Json;
using AgentFlow.Agents;
using AgentFlow.Runs;
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

    /// <summary>The call's id, unique within one answer of the model; for a call that a tool made, the outer call's id, a slash, and a number.</summary>
    public required string CallId { get; init; }

    /// <summary>The same for every attempt at this call, in this process or a later one, and for no other call of any run.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>When the call was started first, by the agent's clock: the same for every attempt at it.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>The calls that the tool makes of others; null when its effect does not allow any.</summary>
    internal NestedCalls? Nested { get; init; }

    /// <summary>
    /// Calls another tool on behalf of this one: with the same validation, approval, budgets, timeout and journal as a call of the model's. After a restart, or when a
    /// call had to wait for a person, the calling tool is run again from its beginning, and calls that it had made before are answered from the journal.
    /// </summary>
    /// <param name="tool">The tool; it need not be one of the agent's.</param>
    /// <param name="arguments">A JSON object.</param>
    /// <param name="cancellationToken">Stops the waiting. The call itself goes on, and its end is journaled before the calling tool's.</param>
    /// <returns>How the call ended. The result of a success is JSON; otherwise it is a message.</returns>
    /// <remarks>
    /// The calling tool must be <see cref="ToolEffect.Keyed"/>, and must make the same calls in the same order whenever it is run with the same arguments and gets the
    /// same answers. Calls may overlap, but nothing may hang on which of them is answered first.
    /// </remarks>
    /// <exception cref="ToolWaitsException">The call waits for a person; to be let through.</exception>
    /// <exception cref="ToolReplayException">This is not the call that the tool had made at this place before.</exception>
    /// <exception cref="InvalidOperationException">The calling tool's effect is not <see cref="ToolEffect.Keyed"/>, or its own call has ended.</exception>
    public Task<ToolCompleted> CallAsync(AIFunction tool, JsonElement arguments, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answer = new TaskCompletionSource<ToolCompleted>();
        Call(tool, arguments, answer.SetFromTask);
        return answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Calls another tool as <see cref="CallAsync"/> does, and is given the answer by a call: for those who run programs, in which much may hang on the order of the
    /// answers. It is the same in every attempt, and the next answer comes when <paramref name="answered"/> has returned.
    /// </summary>
    /// <param name="tool">The tool; it need not be one of the agent's.</param>
    /// <param name="arguments">A JSON object.</param>
    /// <param name="answered">Takes the answer, or the exception in its place, as a task that has ended; at once or later, on any thread. Must not throw or block.</param>
    /// <exception cref="ToolReplayException">This is not the call that the tool had made at this place before.</exception>
    /// <exception cref="InvalidOperationException">The calling tool's effect is not <see cref="ToolEffect.Keyed"/>, or its own call has ended.</exception>
    public void Call(AIFunction tool, JsonElement arguments, Action<Task<ToolCompleted>> answered)
    {
        ArgumentNullException.ThrowIfNull(tool);
        ArgumentNullException.ThrowIfNull(answered);
        if (Nested is null)
            throw new InvalidOperationException(
                $"Call '{CallId}' called tool '{tool.Name}', but its own tool does not declare the effect '{ToolEffect.Keyed}'. A tool that calls others is run again after an interruption; declare it with {nameof(Tool.WithEffect)}.");
        Nested.Call(tool, arguments, answered);
    }

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
