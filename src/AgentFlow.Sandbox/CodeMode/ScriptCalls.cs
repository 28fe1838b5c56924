using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.JavaScript;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Sandbox;

/// <summary>
/// The calls of one run of a script. The script is given one answer at a time, and only when it has nothing else to do, in the order of the journal; so
/// whatever it does next is the same whenever it is run.
/// </summary>
internal sealed class ScriptCalls(ToolContext context, CodeModeOptions options, CancellationTokenSource stop)
{
    private readonly Lock _gate = new();
    private readonly Queue<Action> _answers = new();
    private readonly SortedDictionary<string, int> _succeeded = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Task> _begun = [];
    private int _made;
    private int _open;
    private int _waiting;
    private bool _isIdle;

    /// <summary>Why the script was stopped from here: a call waits for a person, or the run cannot go on.</summary>
    public Exception? Stopped { get; private set; }

    /// <summary>How many calls of each tool have succeeded so far, whether the script still saw it or not.</summary>
    public IReadOnlyDictionary<string, int> Succeeded
    {
        get
        {
            lock (_gate)
                return new SortedDictionary<string, int>(_succeeded, StringComparer.Ordinal);
        }
    }

    /// <summary>Whether a call was begun; those that the script made and did not wait for may have had no turn.</summary>
    public bool HasBegun(HostCall call)
    {
        lock (_gate)
            return _begun.ContainsKey(call.Number);
    }

    /// <summary>Returns when every call that was begun has ended or waits for a person.</summary>
    public Task WhenEndedAsync()
    {
        lock (_gate)
            return Task.WhenAll(_begun.Values);
    }

    /// <summary>Makes the call that a script asks for.</summary>
    public ValueTask<JsonNode?> CallAsync(ToolBinding tool, HostCall call)
    {
        if (call.Arguments.Count > 1 || call[0] is not (null or JsonObject))
            throw new ScriptHostException(options.Prompts.NotAnObject.Format(("tool", tool.Name), ("declaration", tool.Declaration)));
        if (++_made > options.MaxCalls)
            throw new ScriptHostException(options.Prompts.TooManyCalls.Format(("limit", options.MaxCalls)));
        var answer = new TaskCompletionSource<JsonNode?>();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _open++;
            _begun.Add(call.Number, end.Task);
        }
        try
        {
            context.Call(tool.Tool, JsonElement.Parse(call[0]?.ToJsonString() ?? "{}"), ended =>
            {
                Take(tool, answer, ended);
                end.SetResult();
            });
        }
        catch (ToolReplayException error)
        {
            end.SetResult();
            Stop(error);
        }
        return new ValueTask<JsonNode?>(answer.Task);
    }

    /// <summary>The script has nothing to do but wait.</summary>
    public void BeIdle()
    {
        Action? next;
        lock (_gate)
        {
            _isIdle = !_answers.TryDequeue(out next);
            if (_isIdle && _waiting > 0 && _waiting == _open)
                stop.Cancel();
        }
        next?.Invoke();
    }

    private void Take(ToolBinding tool, TaskCompletionSource<JsonNode?> answer, Task<ToolCompleted> ended)
    {
        if (!ended.IsCompletedSuccessfully)
        {
            TakeError(ended.Exception?.InnerException ?? new OperationCanceledException());
            return;
        }
        var give = Prepare(tool, answer, ended.Result); // sync: it has ended.
        lock (_gate)
        {
            if (ended.Result.Outcome == ToolOutcome.Succeeded) // sync: it has ended.
                _succeeded[tool.Name] = _succeeded.GetValueOrDefault(tool.Name) + 1;
            if (!_isIdle)
            {
                _answers.Enqueue(give);
                return;
            }
            _isIdle = false;
        }
        give();
    }

    private Action Prepare(ToolBinding tool, TaskCompletionSource<JsonNode?> answer, ToolCompleted completed)
    {
        JsonNode? value = null;
        string? problem = completed.Outcome == ToolOutcome.Succeeded ? null : completed.Result;
        try
        {
            value = problem is null ? ResultJson.Read(completed.Result) : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Nested more deeply than a reader goes, or half a character.
            problem = options.Prompts.UnreadableResult.Format(("tool", tool.Name));
        }
        return () =>
        {
            lock (_gate)
                _open--;
            if (problem is null)
                answer.SetResult(value);
            else
                answer.SetException(new ScriptHostException(problem));
        };
    }

    private void TakeError(Exception error)
    {
        if (error is not ToolWaitsException)
        {
            Stop(error);
            return;
        }
        lock (_gate)
        {
            Stopped ??= error;
            _waiting++;
            if (_isIdle && _waiting == _open)
                stop.Cancel();
        }
    }

    private void Stop(Exception error)
    {
        Stopped = error;
        stop.Cancel();
    }
}
