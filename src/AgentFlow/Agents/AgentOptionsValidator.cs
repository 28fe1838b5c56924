namespace AgentFlow.Agents;

/// <summary>Checks an agent's options once, and reports everything that is wrong with them together.</summary>
internal static class AgentOptionsValidator
{
    public static void ThrowIfInvalid(AgentOptions options)
    {
        List<string> problems = [];
        Check(!string.IsNullOrWhiteSpace(options.Name), "Name must not be empty.");
        Check(options.Limits.MaxIterations >= 1, $"Limits.MaxIterations is '{options.Limits.MaxIterations}'; it must be at least 1.");
        Check(options.Limits.MaxOutputRetries >= 0, $"Limits.MaxOutputRetries is '{options.Limits.MaxOutputRetries}'; it must not be negative.");
        Check(options.Limits.MaxTokens is null or > 0, $"Limits.MaxTokens is '{options.Limits.MaxTokens}'; it must be positive, or null for no limit.");
        Check(options.Limits.MaxToolCalls is null or >= 0, $"Limits.MaxToolCalls is '{options.Limits.MaxToolCalls}'; it must not be negative.");
        Check(options.Limits.MaxDuration is null || options.Limits.MaxDuration > TimeSpan.Zero, $"Limits.MaxDuration is '{options.Limits.MaxDuration}'; it must be positive, or null for no limit.");
        Check(options.Limits.WrapUpTime > TimeSpan.Zero, $"Limits.WrapUpTime is '{options.Limits.WrapUpTime}'; it must be positive.");
        Check(options.ToolOptions.MaxParallelCalls >= 1, $"ToolOptions.MaxParallelCalls is '{options.ToolOptions.MaxParallelCalls}'; it must be at least 1.");
        Check(options.ToolOptions.Timeout > TimeSpan.Zero, $"ToolOptions.Timeout is '{options.ToolOptions.Timeout}'; it must be positive.");
        Check(options.ToolOptions.MaxResultLength >= 100, $"ToolOptions.MaxResultLength is '{options.ToolOptions.MaxResultLength}'; it must be at least 100.");
        Check(options.ToolOptions.MaxIdenticalCalls >= 1, $"ToolOptions.MaxIdenticalCalls is '{options.ToolOptions.MaxIdenticalCalls}'; it must be at least 1.");
        Check(options.ToolOptions.MaxRepairs >= 0, $"ToolOptions.MaxRepairs is '{options.ToolOptions.MaxRepairs}'; it must not be negative.");
        problems.AddRange(options.Prompts.FindProblems());
        if (problems.Count > 0)
            throw new ArgumentException($"The options of agent '{options.Name}' are not valid. {string.Join(' ', problems)}", nameof(options));

        void Check(bool isValid, string problem)
        {
            if (!isValid)
                problems.Add(problem);
        }
    }
}
