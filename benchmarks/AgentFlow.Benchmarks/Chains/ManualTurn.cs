using System.Runtime.CompilerServices;

namespace AgentFlow.Benchmarks.Chains;

/// <summary>Something to await that is not done until the benchmark says so, on its own thread: what is measured is awaiting and not the thread pool.</summary>
internal sealed class ManualTurn : ICriticalNotifyCompletion
{
    private Action? _next;

    public bool IsCompleted => false;

    public ManualTurn GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => _next = continuation;

    public void UnsafeOnCompleted(Action continuation) => _next = continuation;

    /// <summary>Lets whoever waits go on, until nobody does.</summary>
    public void Run()
    {
        while (_next is { } next)
        {
            _next = null;
            next();
        }
    }
}
