using System.Text.RegularExpressions;

namespace AgentFlow.Guardrails.Pii;

/// <summary>What is redacted, and where it is restored.</summary>
public sealed class PiiOptions
{
    /// <summary>The kinds that are redacted.</summary>
    /// <value><see cref="PiiKinds.All"/>.</value>
    public PiiKinds Kinds { get; set; } = PiiKinds.All;

    /// <summary>
    /// Further kinds: a name in capital letters, which stands in the placeholder, and what matches it. Only expressions with <see cref="RegexOptions.NonBacktracking"/>, because
    /// they are matched against texts of strangers.
    /// </summary>
    /// <value>Empty.</value>
    public IDictionary<string, Regex> Patterns { get; set; } = new Dictionary<string, Regex>();

    /// <summary>The tools that get the data itself in their arguments. All others get placeholders, as the model wrote them.</summary>
    /// <value>Empty.</value>
    public ICollection<string> RestoreInTools { get; set; } = [];

    internal void ThrowIfInvalid()
    {
        List<string> problems = [];
        foreach (var (name, pattern) in Patterns)
        {
            if (name.Length == 0 || !name.All(char.IsAsciiLetterUpper) || name == PiiRedaction.Escape)
                problems.Add($"Patterns has the name '{name}'; names are of capital letters A to Z, and '{PiiRedaction.Escape}' is taken.");
            if (!pattern.Options.HasFlag(RegexOptions.NonBacktracking))
                problems.Add($"Pattern '{name}' is not {nameof(RegexOptions.NonBacktracking)}.");
        }
        if (problems.Count > 0)
            throw new ArgumentException($"The options of the redaction are not valid. {string.Join(' ', problems)}");
    }
}
