namespace AgentFlow.Models.Offline.Recall;

/// <summary>Something that the user said about themselves: their <see cref="Attribute"/> is <see cref="Value"/>.</summary>
internal sealed record Fact(string Attribute, string Value)
{
    /// <summary>The preposition between them, as "in" of "I live in Turin"; empty if there is none.</summary>
    public string Link { get; init; } = "";

    /// <summary>The value with its preposition.</summary>
    public string Linked => Link.Length > 0 ? $"{Link} {Value}" : Value;
}
