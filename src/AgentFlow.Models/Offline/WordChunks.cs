namespace AgentFlow.Models.Offline;

/// <summary>Cuts a text behind each word; the chunks put together are the text.</summary>
internal static class WordChunks
{
    public static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
            if (char.IsWhiteSpace(text[i - 1]) && !char.IsWhiteSpace(text[i]))
            {
                yield return text[start..i];
                start = i;
            }
        if (start < text.Length)
            yield return text[start..];
    }
}
