namespace AgentFlow.Testing.Conformance;

/// <summary>One thing that a contract asks of every implementation. Belongs to no test framework: run it from any.</summary>
/// <typeparam name="TStore">The contract.</typeparam>
public sealed class ConformanceCase<TStore>
{
    private readonly Func<TStore, CancellationToken, Task> _run;

    internal ConformanceCase(string name, Func<TStore, CancellationToken, Task> run)
    {
        Name = name;
        _run = run;
    }

    /// <summary>What is asked, as <c>Member_Condition_Result</c>; unique within a suite.</summary>
    public string Name { get; }

    /// <summary>Tries it on a store that nobody has used yet. The caller disposes of the store.</summary>
    /// <param name="emptyStore">A store without content.</param>
    /// <param name="cancellationToken">Stops the case.</param>
    /// <exception cref="ConformanceException">The store does something else.</exception>
    public Task RunAsync(TStore emptyStore, CancellationToken cancellationToken = default) => _run(emptyStore, cancellationToken);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
