namespace AgentFlow.Prompts.Formats;

/// <summary>Literal text, or a variable with its format.</summary>
/// <param name="Literal">The text; null for a variable.</param>
/// <param name="Variable">The variable's name, interned; null for text.</param>
/// <param name="Place">Which of the template's variables it is, in the order of their first use.</param>
/// <param name="Format">How its value is written, as .NET's format strings say; null for the usual.</param>
internal readonly record struct FStringSegment(Literal? Literal, string? Variable, int Place, string? Format);
