namespace AgentFlow.Chains;

/// <summary>A text and where it comes from: what is summarised, and what questions are answered from.</summary>
public sealed record Document
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>Where the text comes from, as an answer names it: a file, an address, a title with a page.</summary>
    /// <value>Empty: nobody knows.</value>
    public string Source { get; init; } = string.Empty;

    /// <summary>A document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Where it comes from.</param>
    public static Document FromText(string text, string source = "") => new() { Text = text, Source = source };
}
