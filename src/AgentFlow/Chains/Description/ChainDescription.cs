using System.Text.Json;

namespace AgentFlow.Chains;

/// <summary>What a chain is made of, to be drawn, stored and, through a <see cref="ChainRegistry"/>, built again.</summary>
public sealed record ChainDescription
{
    /// <summary>What it is.</summary>
    public required ChainKind Kind { get; init; }

    /// <summary>The name of a step or of a <see cref="ChainKind.Config"/>; null where the kind says it all.</summary>
    public string? Name { get; init; }

    /// <summary>What the enclosing chain calls it: the name of a branch or a route. Null for none.</summary>
    public string? Label { get; init; }

    /// <summary>Numbers and texts that it was made with, such as <c>maxAttempts</c>; null for none. Times are written as <c>hh:mm:ss</c>.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>What it is made of, in the order that its <see cref="Kind"/> says; null for a step.</summary>
    public IReadOnlyList<ChainDescription>? Parts { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The description as JSON.</param>
    /// <exception cref="JsonException">The text is no description.</exception>
    public static ChainDescription FromJson(string json) =>
        JsonSerializer.Deserialize(json, ChainJsonContext.Default.ChainDescription) ?? throw new JsonException("The text of a chain's description is null.");

    /// <summary>The description as indented JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ChainJsonContext.Default.ChainDescription);

    /// <summary>The description as a Mermaid flowchart.</summary>
    public string ToMermaid() => MermaidWriter.Write(this);
}
