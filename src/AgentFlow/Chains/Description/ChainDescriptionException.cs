namespace AgentFlow.Chains;

/// <summary>A description of a chain cannot be built.</summary>
public sealed class ChainDescriptionException : Exception
{
    /// <summary>An error with its problems.</summary>
    /// <param name="problems">What is wrong, a sentence each, with the place in the description in front.</param>
    /// <param name="innerException">What was thrown, if anything.</param>
    public ChainDescriptionException(IReadOnlyList<string> problems, Exception? innerException = null)
        : base($"The description of the chain cannot be built. {string.Join(' ', problems ?? [])}", innerException) => Problems = problems ?? [];

    /// <summary>What is wrong, a sentence each, with the place in the description in front.</summary>
    public IReadOnlyList<string> Problems { get; }
}
