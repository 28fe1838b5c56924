namespace AgentFlow.Models.Ollama;

/// <summary>How far the download of a model is.</summary>
public readonly record struct OllamaPullProgress
{
    /// <summary>What the server is doing, in its words; <c>success</c> at the end.</summary>
    public required string Status { get; init; }

    /// <summary>The file being downloaded; null between files.</summary>
    public string? Digest { get; init; }

    /// <summary>The file's size; null between files.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>How much of the file is there.</summary>
    public long? CompletedBytes { get; init; }
}
