using System.Diagnostics.CodeAnalysis;

namespace AgentFlow.Chains;

/// <summary>What became of one input of a batch: a value or an error.</summary>
/// <typeparam name="T">What the chain gives.</typeparam>
public readonly record struct BatchResult<T>
{
    /// <summary>The value; only when it succeeded.</summary>
    public T? Value { get; init; }

    /// <summary>What was thrown; null when it succeeded.</summary>
    public Exception? Error { get; init; }

    /// <summary>Whether there is a <see cref="Value"/>.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>The value, or its error thrown as it was caught.</summary>
    public T GetOrThrow()
    {
        if (!IsSuccess)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(Error);
        return Value!;
    }
}
