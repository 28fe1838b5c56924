namespace AgentFlow.JsonSchema.Patterns;

/// <summary>A pattern in the syntax of .NET.</summary>
internal readonly record struct TranslatedPattern(string Text, bool NeedsBacktracking);

internal static class EcmaPattern
{
    public static TranslatedPattern Translate(string pattern) => new(pattern, true);
}
