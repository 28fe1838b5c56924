namespace AgentFlow.Benchmarks.CodeModeRuns;

/// <summary>One task: what a model that makes no mistake does by calls of its own, and what it writes as a script.</summary>
/// <param name="Question">What the user asks.</param>
/// <param name="Rounds">The calls, those of one answer of the model together: name and arguments.</param>
/// <param name="Script">The script.</param>
/// <param name="Answer">What the script must return.</param>
internal sealed record CompanyTask(string Question, IReadOnlyList<IReadOnlyList<(string Tool, string Arguments)>> Rounds, string Script, string Answer);
