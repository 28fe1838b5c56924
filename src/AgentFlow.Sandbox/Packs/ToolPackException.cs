namespace AgentFlow.Sandbox.Packs;

/// <summary>Tools of a folder that cannot be used. The message has every problem on a line of its own.</summary>
public sealed class ToolPackException : ArgumentException
{
    /// <summary>Reports what is wrong.</summary>
    /// <param name="problems">One problem at least.</param>
    public ToolPackException(params IReadOnlyList<ToolPackProblem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>What is wrong, in the order of the folders.</summary>
    public IReadOnlyList<ToolPackProblem> Problems { get; }
}
