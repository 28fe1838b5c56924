namespace AgentFlow.Chains.Documents;

/// <summary>What passes between the steps of a chain over documents.</summary>
/// <param name="Question">What is asked; empty for a summary.</param>
/// <param name="Passages">What is left of the documents.</param>
/// <param name="Calls">How many calls of the model led here.</param>
/// <param name="Existing">The result so far, of a chain that refines it; empty for none.</param>
internal sealed record DocumentWork(string Question, IReadOnlyList<Passage> Passages, int Calls = 0, string Existing = "");
