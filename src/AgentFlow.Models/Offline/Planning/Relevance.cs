namespace AgentFlow.Models.Offline.Planning;

/// <summary>How well a tool answers to a clause.</summary>
/// <param name="Score">For comparing tools with one another.</param>
/// <param name="Evidence">How much of the tool the clause names, however many tools share the words.</param>
/// <param name="Coverage">The share of the clause's topic words that the tool knows, from 0 to 1.</param>
/// <param name="NameCoverage">The share of the tool name's topic words that the clause contains, from 0 to 1.</param>
internal readonly record struct Relevance(double Score, double Evidence, double Coverage, double NameCoverage);
