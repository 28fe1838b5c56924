using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>
/// The calls that one tool makes of others during one attempt at its own call. They get numbers in the order in which they are made, by which a later
/// attempt finds them in the run's state; and they are answered in the order in which their ends were journaled, so that a later attempt sees what this one saw.
/// </summary>
internal sealed class NestedCalls(ToolTurn turn, RunWriter writer, ToolStarted outer, CancellationToken run)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Answer> _answers = new(StringComparer.Ordinal);
    private Exception? _failure;
    private int _made;
    private bool _isAnswering;
    private bool _isClosed;

    /// <summary>The time of the tool's own call.</summary>
    public CallTime? Clock { get; set; }

    /// <summary>Whether a call waits for a person, so that this attempt comes to nothing.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>What the tool does otherwise than in an earlier attempt, if it does.</summary>
    public ToolReplayException? Divergence { get; private set; }

    /// <summary>Makes a call, or finds it among those of an earlier attempt.</summary>
    /// <param name="tool">What is called.</param>
    /// <param name="arguments">A JSON object.</param>
    /// <param name="answered">Is given the answer, as a task that has ended: one call at a time, in the order of the journal.</param>
    public void Call(AIFunction tool, JsonElement arguments, Action<Task<ToolCompleted>> answered)
    {
        if (arguments.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The arguments of a call of tool '{tool.Name}' are a JSON object, not a JSON {arguments.ValueKind}.", nameof(arguments));
        var answer = new Answer(answered);
        ToolCallState state;
        lock (_gate)
        {
            ThrowIfOver();
            var call = new FunctionCallContent($"{outer.CallId}/{++_made}", tool.Name, new JsonArguments(arguments));
            state = Recall(call, Hash(tool.Name, arguments));
            answer.IsReady = state.Completed is not null;
            _answers.Add(call.CallId, answer);
        }
        if (answer.IsReady)
        {
            answer.Ended.SetResult();
            GiveAnswers();
        }
        else
        {
            _ = RunAsync(state, turn.EntryOf(tool), answer);
        }
    }

    /// <summary>
    /// For a tool that runs another run, which waits: shows that run's calls as waiting, under this call. To be thrown by the tool, which finds what was decided
    /// among <see cref="Decisions"/> when it is run again.
    /// </summary>
    /// <param name="calls">What the other run waits for.</param>
    public ToolWaitsException WaitFor(IReadOnlyList<PendingCall> calls)
    {
        foreach (var call in calls)
        {
            var id = $"{outer.CallId}/{call.CallId}";
            if (writer.State.FindCall(id)?.Phase == (call.InDoubt ? ToolCallPhase.AwaitingVerdict : ToolCallPhase.AwaitingApproval))
                continue;
            writer.Stage(call.InDoubt
                ? new DoubtRaised { At = turn.Now, CallId = id, Tool = call.Tool, Arguments = call.Arguments, IdempotencyKey = $"{outer.IdempotencyKey}/{call.CallId}", ParentCallId = outer.CallId }
                : new ApprovalRequested { At = turn.Now, CallId = id, Tool = call.Tool, Arguments = call.Arguments, Reason = call.Reason, ParentCallId = outer.CallId });
        }
        IsWaiting = true;
        return new ToolWaitsException(outer.CallId);
    }

    /// <summary>What was decided about calls that an earlier attempt said to wait for, under their own ids. The other run may have taken them already.</summary>
    public IReadOnlyList<ToolDecision> Decisions =>
    [
        .. writer.State.NestedCalls
            .Where(c => c.ParentCallId == outer.CallId && c.Decision is not null)
            .Select(c => c.Decision! with { CallId = c.Call.CallId[(outer.CallId.Length + 1)..] }),
    ];

    /// <summary>Takes no more calls, and returns when those that were begun have ended.</summary>
    /// <param name="isOver">Whether the tool ended by itself; then it must have made all calls that an earlier attempt made.</param>
    public async Task CloseAsync(bool isOver)
    {
        Task[] running;
        lock (_gate)
        {
            _isClosed = true;
            running = [.. _answers.Values.Select(a => a.Ended.Task)];
        }
        await Task.WhenAll(running).ConfigureAwait(false);
        if (isOver && !IsWaiting && Divergence is null && writer.State.NestedCalls.Count(c => c.ParentCallId == outer.CallId && !c.IsForeign) > _made)
            Divergence = new ToolReplayException($"{outer.CallId}/{_made + 1}", $"It had made more calls before than the {_made} that it made now.");
    }

    /// <summary>A journal that fails is an error of the run and not of a tool.</summary>
    public void ThrowIfBroken()
    {
        if (_failure is not null)
            ExceptionDispatchInfo.Throw(_failure);
    }

    private void ThrowIfOver()
    {
        if (_isClosed)
            throw new InvalidOperationException($"Call '{outer.CallId}' of tool '{outer.Tool}' has ended; it can make no more calls.");
        if (Divergence is not null)
            throw Divergence;
    }

    /// <summary>The call as an earlier attempt left it, or a new one.</summary>
    private ToolCallState Recall(FunctionCallContent call, string hash)
    {
        if (writer.State.FindCall(call.CallId) is not { IsForeign: false } known)
            return new ToolCallState { Call = call, ParentCallId = outer.CallId, CallHash = hash };
        if (known.CallHash != hash)
            throw Divergence = new ToolReplayException(call.CallId, $"Call {_made} was one of '{known.Call.Name}' and is now one of '{call.Name}'{(known.Call.Name == call.Name ? " with other arguments" : "")}.");
        return known with { Call = call };
    }

    private async Task RunAsync(ToolCallState state, ToolSet.Entry tool, Answer answer)
    {
        try
        {
            if (await RunToEndAsync(state, tool).ConfigureAwait(false))
            {
                lock (_gate)
                    answer.IsReady = true;
                GiveAnswers();
                return;
            }
            IsWaiting = true;
            answer.Take(Task.FromException<ToolCompleted>(new ToolWaitsException(state.Call.CallId)));
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            answer.Take(Task.FromCanceled<ToolCompleted>(run));
        }
        catch (Exception error)
        {
            // Not the tool's, whose errors are answers: the journal's. The run must hear of it, whatever the calling tool makes of it.
            _failure = error;
            answer.Take(Task.FromException<ToolCompleted>(error));
        }
        finally
        {
            answer.Ended.SetResult();
        }
    }

    /// <summary>Takes the same way as a call of the model's. False when the call waits.</summary>
    private async Task<bool> RunToEndAsync(ToolCallState state, ToolSet.Entry tool)
    {
        if (await turn.PlanAsync(state, tool, 0, run).ConfigureAwait(false) is not { } start)
        {
            await writer.FlushAsync().ConfigureAwait(false);
            return writer.State.FindCall(state.Call.CallId)!.Completed is not null;
        }
        writer.Stage(start.Started);
        await writer.FlushAsync().ConfigureAwait(false);
        Clock?.Pause();
        try
        {
            if (await turn.RunOneAsync(start.Started, start.Tool, run).ConfigureAwait(false) is not { } completed)
                return false;
            writer.Stage(completed);
        }
        finally
        {
            Clock?.Resume();
        }
        await writer.FlushAsync().ConfigureAwait(false);
        return true;
    }

    /// <summary>
    /// Gives the answers that are due, one after the other. The next is the one that was journaled first of those that were not given; while it is not
    /// ready (not asked for yet, or not durable) the later ones wait.
    /// </summary>
    private void GiveAnswers()
    {
        while (TakeNext() is { } next)
        {
            try
            {
                next.Answer.Take(Task.FromResult(next.Completed));
            }
            finally
            {
                lock (_gate)
                    _isAnswering = false;
            }
        }
    }

    private (Answer Answer, ToolCompleted Completed)? TakeNext()
    {
        lock (_gate)
        {
            if (_isAnswering)
                return null;
            ToolCallState? first = null;
            foreach (var call in writer.State.NestedCalls)
            {
                if (call.Completed is not null && call.ParentCallId == outer.CallId && (first is null || call.CompletedAt < first.CompletedAt)
                    && _answers.GetValueOrDefault(call.Call.CallId) is not { IsGiven: true })
                    first = call;
            }
            if (first is null || _answers.GetValueOrDefault(first.Call.CallId) is not { IsReady: true } answer)
                return null;
            answer.IsGiven = true;
            _isAnswering = true;
            return (answer, first.Completed!);
        }
    }

    private static string Hash(string tool, JsonElement arguments)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(tool));
        hash.AppendData([0]);
        hash.AppendData(JsonMarshal.GetRawUtf8Value(arguments));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>What the calling tool waits for.</summary>
    private sealed class Answer(Action<Task<ToolCompleted>> take)
    {
        public Action<Task<ToolCompleted>> Take => take;

        /// <summary>When the call itself is over, whether it was answered or waits.</summary>
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsReady { get; set; }

        public bool IsGiven { get; set; }
    }
}
