using AgentFlow.Tools;

namespace AgentFlow.Memory;

/// <summary>How memories work that keep facts: <see cref="ConversationEntityMemory"/> and <see cref="ConversationKnowledgeGraphMemory"/>. Read once, when the memory is made.</summary>
public sealed class FactMemoryOptions
{
    /// <summary>How many finished exchanges are shown as they were said, and searched for names besides the one under way. From 0.</summary>
    /// <value>Null: 3 for entities, 2 for the graph, as in LangChain.</value>
    public int? Exchanges { get; set; }

    /// <summary>The most tokens that recalled facts take in a request. At least 10.</summary>
    /// <value>500.</value>
    public int MaxFactTokens { get; set; } = 500;

    /// <summary>How many steps from a named entity facts of the graph are recalled. At least 1; of no meaning for entities.</summary>
    /// <value>1, as in LangChain.</value>
    public int Depth { get; set; } = 1;

    /// <summary>How many tokens of conversation are given to the model at once. At least 100.</summary>
    /// <value>2000.</value>
    public int ChunkTokens { get; set; } = 2000;

    /// <summary>Where facts are kept, under <see cref="SessionScope"/>; with a SQLite journal its <c>KeyValues</c>.</summary>
    /// <value>Null: in memory, in a store of the memory's own.</value>
    public IKeyValueStore? Store { get; set; }

    /// <summary>The name under which facts are kept. Two memories with different prompts or models, over the same store, need different names.</summary>
    /// <value>Null: <c>entities</c> or <c>graph</c>.</value>
    public string? Name { get; set; }

    /// <summary>Counts tokens.</summary>
    /// <value>Null: an estimate that corrects itself.</value>
    public PromptTokenCounter? Counter { get; set; }

    /// <summary>The texts that are sent to the model.</summary>
    public MemoryPrompts Prompts { get; set; } = new();

    internal void ThrowIfInvalid()
    {
        List<string> problems = [];
        if (Exchanges < 0)
            problems.Add($"{nameof(Exchanges)} is {Exchanges}; it must not be negative.");
        if (MaxFactTokens < 10)
            problems.Add($"{nameof(MaxFactTokens)} is {MaxFactTokens}; it must be at least 10.");
        if (Depth < 1)
            problems.Add($"{nameof(Depth)} is {Depth}; it must be at least 1.");
        if (ChunkTokens < 100)
            problems.Add($"{nameof(ChunkTokens)} is {ChunkTokens}; it must be at least 100.");
        if (Name is not null && (Name.Length == 0 || Name.Contains('/', StringComparison.Ordinal)))
            problems.Add($"{nameof(Name)} is '{Name}'; it must be a name without a slash.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems), "options");
    }
}
