namespace AgentFlow.Prompts;

/// <summary>A variable's value cannot stand where the template has the variable: it has no text of its own, or does not take the format.</summary>
public sealed class PromptValueException : ArgumentException
{
    /// <summary>Names the variable and what is wrong with its value.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="problem">What is wrong and what to do, as sentences that go on from the variable's name.</param>
    public PromptValueException(string variable, string problem)
        : base($"The value of the prompt's variable '{variable}' {problem}") => Variable = variable;

    /// <summary>The variable.</summary>
    public string Variable { get; }
}
