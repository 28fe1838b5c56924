namespace AgentFlow.Memory;

/// <summary>Finds names in texts: whole words, in any case.</summary>
internal static class NameSearch
{
    public static bool Mentions(string text, string name)
    {
        for (var at = 0; name.Length > 0 && (at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(text[at - 1]) || !IsWord(name[0])) && (end == text.Length || !IsWord(text[end]) || !IsWord(name[^1])))
                return true;
        }
        return false;
    }

    /// <summary>What is said in a log from a place on.</summary>
    public static string TextFrom(MessageLog log, int start) => string.Join('\n', log.Skip(start).Select(Transcript.Of));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c);
}
