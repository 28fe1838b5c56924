namespace AgentFlow.Runs;

/// <summary>Queues the runs of each session within one process, first come, first served. Keeps nothing of a session that nobody is in.</summary>
public sealed class InMemorySessionTurns : ISessionTurns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async ValueTask<ISessionTurn> EnterAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        cancellationToken.ThrowIfCancellationRequested();
        if (Join(sessionId) is { } waiter)
        {
            try
            {
                await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Leave(sessionId, waiter);
                throw;
            }
        }
        return new Turn(this, sessionId);
    }

    /// <summary>A place in the queue; null when the session was free and is now the caller's.</summary>
    private TaskCompletionSource? Join(string sessionId)
    {
        lock (_gate)
        {
            if (_waiting.TryAdd(sessionId, []))
                return null;
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[sessionId].AddLast(waiter);
            return waiter;
        }
    }

    /// <summary>Somebody gives up waiting; who was let in at the very same moment lets the next one in.</summary>
    private void Leave(string sessionId, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (_waiting[sessionId].Remove(waiter))
                return;
        }
        Release(sessionId);
    }

    private void Release(string sessionId)
    {
        lock (_gate)
        {
            var waiting = _waiting[sessionId];
            if (waiting.First is { } next)
            {
                waiting.RemoveFirst();
                next.Value.SetResult();
            }
            else
            {
                _waiting.Remove(sessionId);
            }
        }
    }

    private sealed class Turn(InMemorySessionTurns queue, string sessionId) : ISessionTurn
    {
        private int _isOver;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                queue.Release(sessionId);
            return ValueTask.CompletedTask;
        }
    }
}
