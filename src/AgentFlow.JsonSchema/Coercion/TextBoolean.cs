namespace AgentFlow.JsonSchema.Coercion;

/// <summary>Reads the usual words for true and false.</summary>
internal static class TextBoolean
{
    private static readonly string[] True = ["true", "yes", "on", "1", "y", "t"];
    private static readonly string[] False = ["false", "no", "off", "0", "n", "f"];

    public static bool TryRead(string text, out bool value)
    {
        var word = text.Trim();
        value = True.Contains(word, StringComparer.OrdinalIgnoreCase);
        return value || False.Contains(word, StringComparer.OrdinalIgnoreCase);
    }
}
