namespace AgentFlow.Chains.Documents;

/// <summary>A document, a part of one, or what a model made of some: as much as one call of the model can take.</summary>
/// <param name="Label">The number in brackets of each document in it.</param>
/// <param name="Source">Where it comes from; empty when it is from several.</param>
/// <param name="Text">The text.</param>
internal sealed record Passage(string Label, string Source, string Text);
