namespace AgentFlow.Chains;

/// <summary>A step of a chain failed. What it threw is the <see cref="Exception.InnerException"/>.</summary>
public sealed class ChainException : Exception
{
    /// <summary>An error of a step.</summary>
    /// <param name="step">The name of the step.</param>
    /// <param name="context">What the step ran in.</param>
    /// <param name="error">What it threw.</param>
    public ChainException(string step, ChainContext context, Exception error)
        : this(context?.PathTo(step) ?? step, error)
    {
    }

    private ChainException(string path, Exception error)
        : base($"Step '{path}' failed: {error?.Message}", error) => Step = path;

    /// <summary>The step that failed, behind the names of the chains that it stands in: <c>support/translate/model</c>.</summary>
    public string Step { get; }

    /// <summary>
    /// Whether an error is one of the step that threw it: it names no step yet, and is not the cancellation that the caller asked for. (A
    /// client's own timeout looks like a cancellation and is none.)
    /// </summary>
    internal static bool IsFailure(Exception error, CancellationToken cancellationToken) =>
        error is not ChainException && !IsCancellation(error, cancellationToken);

    internal static bool IsCancellation(Exception error, CancellationToken cancellationToken) =>
        error is OperationCanceledException && cancellationToken.IsCancellationRequested;

    /// <summary>What a step threw, without the name of the step around it.</summary>
    internal static Exception CauseOf(Exception error) => error is ChainException { InnerException: { } cause } ? cause : error;
}
