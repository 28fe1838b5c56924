namespace AgentFlow.Prompts;

/// <summary>How examples are chosen by what they mean.</summary>
public sealed class ExampleSelectorOptions
{
    /// <summary>How many examples are chosen, at most. From 1.</summary>
    /// <value>4.</value>
    public int Count { get; set; } = 4;

    /// <summary>The variables whose texts are compared, of example and input alike.</summary>
    /// <value>Null: all texts, numbers and dates.</value>
    public IReadOnlyList<string>? Keys { get; set; }

    /// <summary>How many of the most similar examples maximal marginal relevance chooses from. From <see cref="Count"/>.</summary>
    /// <value>20.</value>
    public int Candidates { get; set; } = 20;

    /// <summary>What maximal marginal relevance weighs more: 1 for likeness to the input alone, 0 for being unlike the examples chosen already.</summary>
    /// <value>0.5.</value>
    public double Relevance { get; set; } = 0.5;

    /// <summary>A copy, checked.</summary>
    internal ExampleSelectorOptions Checked()
    {
        List<string> problems = [];
        if (Count < 1)
            problems.Add($"Count is '{Count}'; it must be at least 1.");
        if (Candidates < Count)
            problems.Add($"Candidates is '{Candidates}'; it must be at least Count, '{Count}'.");
        if (Relevance is not (>= 0 and <= 1))
            problems.Add($"Relevance is '{Relevance}'; it must be from 0 to 1.");
        return problems.Count == 0
            ? new() { Count = Count, Keys = Keys, Candidates = Candidates, Relevance = Relevance }
            : throw new ArgumentException($"The options of the example selector are not valid. {string.Join(' ', problems)}");
    }
}
