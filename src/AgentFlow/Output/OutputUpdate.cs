namespace AgentFlow.Output;

/// <summary>A value that a model is writing, as it stands at a moment.</summary>
/// <typeparam name="T">What is written.</typeparam>
public readonly record struct OutputUpdate<T>
{
    /// <summary>The value so far; checked only when it <see cref="IsFinal"/>.</summary>
    public required T Value { get; init; }

    /// <summary>Whether this is the last update, whose value is whole and has been checked.</summary>
    public bool IsFinal { get; init; }

    /// <summary>How many answers were turned down before this one, each because it could not be read; with another answer the value begins anew.</summary>
    public int Retries { get; init; }
}
