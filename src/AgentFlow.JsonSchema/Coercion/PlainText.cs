namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Compares names and words without case and separators: <c>In Progress</c> and <c>in_progress</c> are one.</summary>
internal static class PlainText
{
    public static string Of(string text) =>
        string.Concat(text.Where(c => c is not ('_' or '-') && !char.IsWhiteSpace(c)).Select(char.ToLowerInvariant));
}
