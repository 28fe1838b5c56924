using AgentFlow.Tools;

namespace AgentFlow.Prompts;

/// <summary>A template was rendered without a value for one of its variables. Nothing was rendered.</summary>
public sealed class MissingVariableException : ArgumentException
{
    /// <summary>Names the variable and what was given in its place.</summary>
    /// <param name="variable">The variable that has no value.</param>
    /// <param name="given">The names that have one.</param>
    /// <param name="prompt">The prompt's name; null when it has none.</param>
    public MissingVariableException(string variable, IReadOnlyList<string> given, string? prompt = null)
        : this(variable, given, prompt, FindNearest(variable, given))
    {
    }

    private MissingVariableException(string variable, IReadOnlyList<string> given, string? prompt, string? nearest)
        : base($"{(prompt is null ? $"The prompt's variable '{variable}'" : $"Variable '{variable}' of prompt '{prompt}'")} has no value. {Describe(given)}{(nearest is null ? string.Empty : $" Was '{nearest}' meant for it?")} A brace that is meant as such is doubled in an f-string: '{{{{'.")
    {
        Variable = variable;
        Given = given;
        Prompt = prompt;
        Nearest = nearest;
    }

    /// <summary>The variable that has no value.</summary>
    public string Variable { get; }

    /// <summary>The names that have a value.</summary>
    public IReadOnlyList<string> Given { get; }

    /// <summary>The name of the prompt.</summary>
    /// <value>Null for a template that was made in code.</value>
    public string? Prompt { get; }

    /// <summary>The given name that is most like <see cref="Variable"/>; null when none is like it.</summary>
    public string? Nearest { get; }

    private static string Describe(IReadOnlyList<string> given) => given.Count == 0 ? "No values were given." : $"Given: {string.Join(", ", given)}.";

    private static string? FindNearest(string variable, IReadOnlyList<string> given)
    {
        var nearest = given.MinBy(g => EditDistance.Between(g, variable));
        return nearest is not null && EditDistance.Between(nearest, variable) <= Math.Max(2, variable.Length / 3) ? nearest : null;
    }
}
