namespace AgentFlow.Prompts;

/// <summary>Prompt files that cannot be used. Names every file that has a problem, with line and column.</summary>
public sealed class PromptFileException : ArgumentException
{
    /// <summary>Reports what is wrong.</summary>
    /// <param name="problems">One problem at least.</param>
    public PromptFileException(params IReadOnlyList<PromptProblem> problems)
        : base(string.Join('\n', problems)) => Problems = problems;

    /// <summary>What is wrong, the first problem of each file.</summary>
    public IReadOnlyList<PromptProblem> Problems { get; }
}
