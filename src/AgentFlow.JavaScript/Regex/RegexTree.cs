namespace AgentFlow.JavaScript.Regex;

/// <summary>A parsed pattern.</summary>
/// <param name="Root">The whole.</param>
/// <param name="GroupCount">The number of groups that capture, without the whole match.</param>
/// <param name="GroupNames">The names of groups by their number, in the order in which they stand.</param>
internal sealed record RegexTree(RegexNode Root, int GroupCount, IReadOnlyList<KeyValuePair<string, int>> GroupNames);
