namespace AgentFlow.Models.Offline.Recall;

/// <summary>Something that the user said about themselves: their <see cref="Attribute"/> is <see cref="Value"/>.</summary>
internal sealed record Fact(string Attribute, string Value);
