using Microsoft.Extensions.AI;

namespace AgentFlow.Memory;

/// <summary>How a <see cref="LongTermMemory"/> works. Read when the memory is made.</summary>
public sealed class LongTermMemoryOptions
{
    /// <summary>Keeps what one agent remembers apart from what another does, or work from home. From 1 to 200 characters.</summary>
    /// <value><c>default</c>.</value>
    public string Namespace { get; set; } = "default";

    /// <summary>Makes embeddings, for recall by what is meant besides recall by words. Memories are embedded when they are first looked through, once.</summary>
    /// <value>Null: by words alone.</value>
    public IEmbeddingGenerator<string, Embedding<float>>? Generator { get; set; }

    /// <summary>How near a memory must be to a question that shares no word with it: the cosine of the angle between the two embeddings. From -1 to 1.</summary>
    /// <value>0.5.</value>
    public double MinSimilarity { get; set; } = 0.5;

    /// <summary>How many memories are recalled at once at most. At least 1.</summary>
    /// <value>10.</value>
    public int MaxRecalled { get; set; } = 10;

    /// <summary>How many memories a user may have in a namespace; then the model is told to forget some first. At least 1.</summary>
    /// <value>1000. Recall looks at all of them.</value>
    public int MaxMemories { get; set; } = 1000;

    /// <summary>The clock.</summary>
    /// <value>The system's.</value>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    internal void ThrowIfInvalid(string? user = null)
    {
        List<string> problems = [];
        if (user is not null)
            AddProblemOfName("The user", user, problems);
        AddProblemOfName(nameof(Namespace), Namespace, problems);
        if (MinSimilarity is not (>= -1 and <= 1))
            problems.Add($"{nameof(MinSimilarity)} is {MinSimilarity}; it must be from -1 to 1.");
        if (MaxRecalled < 1)
            problems.Add($"{nameof(MaxRecalled)} is {MaxRecalled}; it must be at least 1.");
        if (MaxMemories < 1)
            problems.Add($"{nameof(MaxMemories)} is {MaxMemories}; it must be at least 1.");
        if (problems.Count > 0)
            throw new ArgumentException(string.Join(' ', problems));
    }

    private static void AddProblemOfName(string what, string name, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(name))
            problems.Add($"{what} is empty; it must have 1 to {LongTermMemory.MaxNameLength} characters.");
        else if (name.Length > LongTermMemory.MaxNameLength)
            problems.Add($"{what} '{name[..20]}...' has {name.Length} characters; at most {LongTermMemory.MaxNameLength} are allowed.");
        else if (Uri.UnescapeDataString(Uri.EscapeDataString(name)) != name)
            problems.Add($"{what} '{name}' has half of a surrogate pair, which stores cannot tell from another; it must be valid Unicode.");
    }
}
