using AgentFlow.Sqlite.Driver;

namespace AgentFlow.Sqlite.Writing;

/// <summary>Something to be written, and the caller who waits for it. Made on the caller's thread, done on the writer's.</summary>
internal abstract class Write
{
    // The callers' code must not run on the writer's thread.
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refusal;

    public Task Done => _done.Task;

    /// <summary>
    /// Writes inside the transaction under way, or refuses and leaves the transaction as it was. Only an error of the database is thrown.
    /// </summary>
    public void Apply(Database database) => _refusal = TryApply(database);

    /// <summary>Tells the caller; the transaction is durable by now.</summary>
    public void Complete()
    {
        if (_refusal is null)
        {
            OnCommitted();
            _done.SetResult();
        }
        else
        {
            _done.SetException(_refusal);
        }
    }

    public void Fail(Exception error) => _done.SetException(error);

    /// <summary>Writes, or returns why it will not, having written nothing.</summary>
    protected abstract Exception? TryApply(Database database);

    /// <summary>Whether what was written over must not stay in the write-ahead log.</summary>
    public virtual bool LeavesNoTrace => false;

    /// <summary>Whether the file is to be written anew once the transaction is durable, which cannot be done inside of one.</summary>
    public virtual bool Rebuilds => false;

    protected virtual void OnCommitted()
    {
    }
}
