using AgentFlow.Tools;

namespace AgentFlow.Memory;

/// <summary>How <see cref="VectorStoreRetrieverMemory"/> works. Read once, when the memory is made.</summary>
public sealed class VectorMemoryOptions
{
    /// <summary>How many past exchanges are recalled at most. At least 1.</summary>
    /// <value>4, as LangChain's retrievers.</value>
    public int RecalledExchanges { get; set; } = 4;

    /// <summary>How many finished exchanges are shown as they were said besides the one under way. From 0.</summary>
    /// <value>2.</value>
    public int Exchanges { get; set; } = 2;

    /// <summary>How near an exchange must be to be recalled: the cosine of the angle between the two embeddings. From -1 to 1.</summary>
    /// <value>0.3.</value>
    public double MinSimilarity { get; set; } = 0.3;

    /// <summary>The most tokens that recalled exchanges take in a request; the least similar are left out. At least 10.</summary>
    /// <value>1000.</value>
    public int MaxRecalledTokens { get; set; } = 1000;

    /// <summary>Where embeddings are kept, under <see cref="SessionScope"/>; with a SQLite journal its <c>KeyValues</c>.</summary>
    /// <value>Null: in memory, in a store of the memory's own.</value>
    public IKeyValueStore? Store { get; set; }

    /// <summary>The name under which embeddings are kept. Memories with different embedding models, over the same store, need different names.</summary>
    /// <value><c>vectors</c>.</value>
    public string Name { get; set; } = "vectors";

    /// <summary>Counts tokens.</summary>
    /// <value>Null: an estimate that corrects itself.</value>
    public PromptTokenCounter? Counter { get; set; }

    /// <summary>The texts that are sent to the model.</summary>
    public MemoryPrompts Prompts { get; set; } = new();

    internal void ThrowIfInvalid()
    {
        List<string> problems = [];
        if (RecalledExchanges < 1)
            problems.Add($"{nameof(RecalledExchanges)} is {RecalledExchanges}; it must be at least 1.");
        if (Exchanges < 0)
            problems.Add($"{nameof(Exchanges)} is {Exchanges}; it must not be negative.");
        if (MinSimilarity is not (>= -1 and <= 1))
            problems.Add($"{nameof(MinSimilarity)} is {MinSimilarity}; it must be from -1 to 1.");
        if (MaxRecalledTokens < 10)
            problems.Add($"{nameof(MaxRecalledTokens)} is {MaxRecalledTokens}; it must be at least 10.");
        if (string.IsNullOrEmpty(Name) || Name.Contains('/', StringComparison.Ordinal))
            problems.Add($"{nameof(Name)} is '{Name}'; it must be a name without a slash.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems), "options");
    }
}
