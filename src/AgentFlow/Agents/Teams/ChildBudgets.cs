using AgentFlow.Runs;

namespace AgentFlow.Agents.Teams;

/// <summary>Carves the budgets of child runs out of what is left of their parent's: an equal share for each agent that is called at the same time, of the time all.</summary>
internal sealed class ChildBudgets(AgentDefinition agent)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunLimits> _granted = new(StringComparer.Ordinal);

    /// <summary>What the child run of a call may cost. What others have been granted and not yet accounted for is not given twice.</summary>
    public RunLimits Grant(RunState state, string callId)
    {
        var limits = agent.Limits;
        var left = limits.MaxDuration - state.Active;
        var wrapUp = Least(limits.WrapUpTime, left / 4);
        lock (_gate)
        {
            var calls = state.Calls.Concat(state.NestedCalls).Where(c => !c.IsForeign).ToList();
            var running = calls.Where(c => c.Phase == ToolCallPhase.Started).Select(c => c.Call.CallId).ToHashSet(StringComparer.Ordinal);
            foreach (var ended in _granted.Keys.Where(id => id == callId || !running.Contains(id)).ToList())
                _granted.Remove(ended);
            var sharers = Math.Max(1, calls.Count(c => c.Phase != ToolCallPhase.Completed && !_granted.ContainsKey(c.Call.CallId) && agent.Tools.Find(c.Call.Name) is { IsAgent: true }));
            return _granted[callId] = new RunLimits
            {
                MaxTokens = limits.MaxTokens is { } tokens ? Share(tokens - state.Tokens - _granted.Values.Sum(g => g.MaxTokens!.Value), sharers) : null,
                MaxToolCalls = limits.MaxToolCalls is { } most ? (int)Share(most - state.ToolCalls - running.Count - _granted.Values.Sum(g => (long)g.MaxToolCalls!.Value), sharers) : null,
                // The child concludes within the time of its parent, which would cut it off otherwise.
                MaxDuration = left is null ? null : Most(left.Value - wrapUp, TimeSpan.FromTicks(1)),
                WrapUpTime = Most(wrapUp, TimeSpan.FromTicks(1)),
            };
        }
    }

    /// <summary>An agent's own limits within those that it is granted.</summary>
    public static RunLimits Within(RunLimits own, RunLimits granted) => new()
    {
        MaxIterations = own.MaxIterations,
        MaxOutputRetries = own.MaxOutputRetries,
        MaxTokens = Least(own.MaxTokens, granted.MaxTokens),
        MaxToolCalls = Least(own.MaxToolCalls, granted.MaxToolCalls),
        MaxDuration = Least(own.MaxDuration, granted.MaxDuration),
        WrapUpTime = granted.MaxDuration is null ? own.WrapUpTime : Least(own.WrapUpTime, granted.WrapUpTime),
    };

    private static long Share(long left, int sharers) => Math.Max(0, left) / sharers;

    private static T? Least<T>(T? a, T? b) where T : struct, IComparable<T> => a is null ? b : b is null || a.Value.CompareTo(b.Value) < 0 ? a : b;

    private static TimeSpan Least(TimeSpan a, TimeSpan? b) => b is null || a < b ? a : b.Value;

    private static TimeSpan Most(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
