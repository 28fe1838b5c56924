using System.Text.Json;
using AgentFlow.Runs;

namespace AgentFlow.Agents.Replaying;

/// <summary>Gives the results that tools gave in a run to the same calls with the same arguments.</summary>
internal sealed class RecordedTools
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<(ToolStarted Started, ToolCompleted Completed)>> _calls = new(StringComparer.Ordinal);
    private readonly ReplayClock _clock;

    /// <param name="events">The events to replay.</param>
    /// <param name="clock">Is set to when a result came.</param>
    public RecordedTools(IEnumerable<RunEvent> events, ReplayClock clock)
    {
        _clock = clock;
        var open = new Dictionary<string, ToolStarted>(StringComparer.Ordinal);
        foreach (var e in events)
        {
            if (e is ToolStarted started)
                open[started.CallId] = started;
            else if (e is ToolCompleted completed && open.Remove(completed.CallId, out var of))
                Enqueue(of, completed);
        }
    }

    public int Results { get; private set; }

    /// <summary>The recorded end of a call that the agent starts.</summary>
    /// <exception cref="ReplayEndException">Another call was made then, or this one never ended.</exception>
    public ToolCompleted Complete(ToolStarted started)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(started.CallId, out var calls) || !calls.TryPeek(out var call)
                || call.Started.Tool != started.Tool || !JsonElement.DeepEquals(call.Started.Arguments, started.Arguments))
            {
                throw new ReplayEndException($"The run has no result of tool '{started.Tool}' for call '{started.CallId}' with these arguments.");
            }
            calls.Dequeue();
            Results++;
            _clock.Set(call.Completed.At);
            return call.Completed;
        }
    }

    private void Enqueue(ToolStarted started, ToolCompleted completed)
    {
        if (!_calls.TryGetValue(started.CallId, out var calls))
            _calls[started.CallId] = calls = new();
        calls.Enqueue((started, completed));
    }
}
