namespace AgentFlow.Output.Choices;

/// <summary>One of the values that an answer may name.</summary>
/// <param name="Value">What it stands for.</param>
/// <param name="Name">How the model is told to write it.</param>
/// <param name="Words">Other ways to write it, wherever in the text.</param>
/// <param name="Signs">Ways to write it that mean it only when they stand alone, such as <c>y</c>.</param>
internal sealed record Choice<T>(T Value, string Name, IReadOnlyList<string> Words, IReadOnlyList<string> Signs);
