using AgentFlow.Tools;

namespace AgentFlow.Memory;

/// <summary>How summary memories work. Read once, when the memory is made.</summary>
public sealed class SummaryMemoryOptions
{
    /// <summary>The most tokens that a request may have: instructions, tools, framing, summary and messages. At least 1.</summary>
    /// <value>2000, as in LangChain, which counts the messages alone.</value>
    public int MaxTokens { get; set; } = ConversationTokenBufferMemory.DefaultMaxTokens;

    /// <summary>How long the summary may become, in words; the model is told, and what is longer is cut. At least 10.</summary>
    /// <value>200.</value>
    public int MaxSummaryWords { get; set; } = 200;

    /// <summary>How many tokens of conversation are given to the model at once to be summarised. At least 100.</summary>
    /// <value>2000.</value>
    public int ChunkTokens { get; set; } = 2000;

    /// <summary>Where summaries are kept, under <see cref="SessionScope"/>; with a SQLite journal its <c>KeyValues</c>, so that they outlive the process and go with the session.</summary>
    /// <value>Null: in memory, in a store of the memory's own.</value>
    public IKeyValueStore? Store { get; set; }

    /// <summary>The name under which summaries are kept. Two memories with different prompts or models, over the same store, need different names.</summary>
    /// <value><c>summary</c>.</value>
    public string Name { get; set; } = "summary";

    /// <summary>Counts tokens.</summary>
    /// <value>Null: an estimate that corrects itself.</value>
    public PromptTokenCounter? Counter { get; set; }

    /// <summary>The texts that are sent to the model.</summary>
    public MemoryPrompts Prompts { get; set; } = new();

    internal void ThrowIfInvalid()
    {
        List<string> problems = [];
        if (MaxTokens < 1)
            problems.Add($"{nameof(MaxTokens)} is {MaxTokens}; it must be at least 1.");
        if (MaxSummaryWords < 10)
            problems.Add($"{nameof(MaxSummaryWords)} is {MaxSummaryWords}; it must be at least 10.");
        if (ChunkTokens < 100)
            problems.Add($"{nameof(ChunkTokens)} is {ChunkTokens}; it must be at least 100.");
        if (string.IsNullOrEmpty(Name) || Name.Contains('/', StringComparison.Ordinal))
            problems.Add($"{nameof(Name)} is '{Name}'; it must be a name without a slash.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems), "options");
    }
}
