namespace AgentFlow.Models.Offline.Text;

/// <summary>Text that can be written as JSON: half a surrogate pair becomes the replacement character.</summary>
internal static class WellFormed
{
    public static string From(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                i++;
            else
                text = string.Concat(text.AsSpan(0, i), "\uFFFD", text.AsSpan(i + 1));
        }
        return text;
    }
}
